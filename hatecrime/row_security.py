"""The database's side of isolation, as the site expects it: which tables have no row security and why, and the roles.

A test compares this with the catalogue of the database; the web server and the workers refuse to start as a role that
could pass row security.
"""

from django.db import connection

EXEMPT = {
    "partners_user": "A person is looked up to sign in, before anyone is acting.",
    "partners_membership": "Says who can act for whom, so it is read before anyone is acting.",
    "partners_partnership": "Names and settings of partnerships; read to find out who is acting. Nothing personal.",
    "partners_agency": "Names of agencies; read to find out who is acting. Nothing personal.",
    "partners_seat": "Which agency sits in which partnership; read to find out who is acting. Nothing personal.",
    "partners_singlesignon": "How an agency signs in; read before anyone is acting. The client's secret is encrypted.",
    "partners_boundaccount": "Which account of a provider is whose; read to sign in, before anyone is acting.",
    "socialaccount_socialaccount": "Of the library for single sign-on, which stores nothing there; read only.",
    "socialaccount_socialapp": "Of a library; the app role has no rights on it.",
    "socialaccount_socialtoken": "Of a library; the app role has no rights on it.",
    "account_emailaddress": "Read to sign in, before anyone is acting.",
    "account_emailconfirmation": "Belongs to signing in, before anyone is acting.",
    "partners_passwordrequest": "Written by somebody who has not signed in; holds no address and no link.",
    "mfa_authenticator": "Read to sign in, before anyone is acting; its secrets are encrypted.",
    "usersessions_usersession": "Written when somebody signs in, before anyone is acting; names no agency and no case.",
    "django_session": "Found by an unguessable key before anyone is acting.",
    "django_content_type": "Names of models; nothing of any agency.",
    "django_migrations": "Names of migrations; read only.",
    "auth_permission": "Names of permissions of libraries; unused by our roles; read only.",
    "auth_group": "Of a library; the app role has no rights on it.",
    "auth_group_permissions": "Of a library; the app role has no rights on it.",
    "pghistory_context": "Of a library; the app role has no rights on it.",
    "guardian_groupobjectpermission": "Of a library; the app role has no rights on it.",
    "guardian_userobjectpermission": "Of a library; the app role has no rights on it.",
}
"""Tables without row-level security, each with its reason."""


class UnsafeDatabaseRole(RuntimeError):
    """The site was about to serve with a role that row-level security does not bind."""


_QUESTION = """
    SELECT r.rolsuper, r.rolbypassrls,
           EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm'))
    FROM pg_roles r WHERE r.rolname = current_user
"""


def check_role() -> None:
    """Check the role that this process has in the database.

    Raises:
        UnsafeDatabaseRole: it is a superuser, bypasses row security, or owns tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        is_superuser, bypasses, owns = cursor.fetchone()
    if is_superuser or bypasses or owns:
        raise UnsafeDatabaseRole(
            "The site must not run as a database role that is a superuser, bypasses row security or owns tables. "
            "Point DATABASE_URL at the role “app”."
        )
