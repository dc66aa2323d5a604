"""A passkey in software, which does what a browser and its device do (W3C Web Authentication, level 2)."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


@dataclass
class Passkey:
    """One device, used at the site whose address is `origin`."""

    origin: str = "https://testserver"
    number: bytes = field(default_factory=lambda: os.urandom(16))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    uses: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.create` with what the page's form sends."""
        asked = options["publicKey"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.private.public_key())))  # type: ignore[no-untyped-call]
        key = bytes(16) + len(self.number).to_bytes(2, "big") + self.number + public
        about = self._about(asked["rp"]["id"], PRESENT_AND_VERIFIED | WITH_KEY) + key
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": about})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"attestationObject": attested, "clientDataJSON": client})

    def get(self, options: dict[str, Any]) -> str:
        """Answer `navigator.credentials.get`."""
        asked = options["publicKey"]
        about = self._about(asked["rpId"], PRESENT_AND_VERIFIED)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.private.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer({"authenticatorData": about, "clientDataJSON": client, "signature": signature})

    def _about(self, site: str, flags: int) -> bytes:
        self.uses += 1
        return hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        # The challenge comes as the page has it; reading it once makes sure that it is one.
        told = {"type": kind, "challenge": websafe_encode(websafe_decode(challenge)), "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, bytes]) -> str:
        name = websafe_encode(self.number)
        parts = {key: websafe_encode(value) for key, value in response.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": parts}
        )
