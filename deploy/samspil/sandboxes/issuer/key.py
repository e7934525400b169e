"""The issuer's signing key: made once and kept in a file that only its owner reads."""

import json
import os
from pathlib import Path

from joserfc.jwk import ECKey

ALGORITHM = "ES256"


def kept_key(file: Path) -> ECKey:
    """The key in the file, made when there is none; tokens stay valid over a restart."""
    try:
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return ECKey.import_key(json.loads(file.read_text()))
    key = new_key()
    with os.fdopen(made, "w") as out:
        json.dump(key.as_dict(private=True), out)
    return key


def new_key() -> ECKey:
    """A fresh P-256 key whose id is its thumbprint."""
    return ECKey.generate_key("P-256", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
