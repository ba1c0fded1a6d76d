"""Makes the secrets of one copy of Interlude, once: `python -m api.core.secret_files`.

Needs no application, because the application refuses to start without them.
"""

import os
import secrets
import shlex
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec

from api.core.config import JWT_SECRET, VAPID_PRIVATE, refuse_open_secret, var_dir
from api.core.errors import CannotStart

VAPID_PUBLIC = "vapid_public.txt"
# A group may look in, as it can read none of the files; nobody else may even do that.
TOO_OPEN = 0o027


def make_secrets(var: Path) -> list[str]:
    """Create what is absent and return the names of the files made.

    Holds a JWT secret (48 random bytes in hex) and a VAPID key pair on P-256 (RFC 8292): the
    private key as PKCS 8, the public one as the uncompressed point in unpadded base64url.

    Raises CannotStart when the folder or a secret in it is open to others: the mode of what is
    already there is its owner's to change.
    """
    _make_folder(var)
    for name in (JWT_SECRET, VAPID_PRIVATE):
        refuse_open_secret(var / name)
    made = [
        name
        for name, content in (
            (JWT_SECRET, secrets.token_hex(48).encode()),
            (VAPID_PRIVATE, _new_private_key()),
        )
        if _keep(var / name, content)
    ]
    public = _public_point((var / VAPID_PRIVATE).read_bytes())
    return [*made, VAPID_PUBLIC] if _keep(var / VAPID_PUBLIC, public) else made


def _make_folder(var: Path) -> None:
    try:
        var.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if var.is_dir() and not var.stat().st_mode & TOO_OPEN:
            return
        mend = f"Choose another, or run: chmod 700 {shlex.quote(str(var))}"
        raise CannotStart(f"INTERLUDE_VAR is no folder of ours alone. {mend}") from None
    except OSError:
        raise CannotStart(f"The folder {var} cannot be made. Set INTERLUDE_VAR.") from None


def _keep(path: Path, content: bytes) -> bool:
    """Write the whole file or none of it. False when it was there before."""
    if path.exists():
        return False
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A link fails when the name is taken: two starts at once cannot overwrite each other.
        path.hardlink_to(draft)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def _new_private_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )


def _public_point(private_key: bytes) -> bytes:
    key = forms.load_pem_private_key(private_key, password=None)
    point = key.public_key().public_bytes(forms.Encoding.X962, forms.PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=")


def main() -> None:
    try:
        made = make_secrets(var_dir())
    except CannotStart as error:
        sys.exit(f"Interlude does not start. {error}")
    if made:
        print(f"Secrets made: {', '.join(made)}.")  # noqa: T201


if __name__ == "__main__":
    main()
