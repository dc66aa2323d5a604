// Asks the browser for a passkey. The form carries what the site asks in data-passkey; the answer goes back in its
// hidden field. Without this file, or in a browser without passkeys, the code of an authenticator app still works.
const bytes = (text) => {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
};

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const asked = (options) => {
  const publicKey = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (publicKey.user) publicKey.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (publicKey[name]) publicKey[name] = publicKey[name].map((known) => ({ ...known, id: bytes(known.id) }));
  }
  return { publicKey };
};

const answered = (credential) => {
  const response = {};
  for (const name of ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
};

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const problem = form.querySelector("[data-passkey-problem]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const options = asked(JSON.parse(form.dataset.passkey));
      const ask = form.dataset.passkeyNew === "yes" ? "create" : "get";
      form.elements.credential.value = JSON.stringify(answered(await navigator.credentials[ask](options)));
      form.submit();
    } catch {
      problem.hidden = false;
      problem.focus();
    }
  });
});
