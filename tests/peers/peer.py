"""One peer in Python: openbadgeslib reads what we sign, and signs what we read. It fetches nothing.

    peer.py verify FILE [--did-document FILE] [--status-list FILE]… [--recipient ADDRESS]
    peer.py verify-token FILE --did-document FILE
    peer.py issue [--recipient ADDRESS] [--salt SALT]

`verify` prints {"verified", "why", "recipient"} and ends with 0 when verified, else 1; `issue` prints a signed badge.
"""
import argparse
import json
import sys
from datetime import datetime, timezone
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import (Achievement, Issuer, OB3LdpSigner, OB3LdpVerifier, OB3Verifier, OpenBadgeCredential)
from openbadgeslib.ob3.credential import IdentityObject
from openbadgeslib.ob3.did import did_key_from_pem


def verify(file: Path, did_document: Path | None, status_list: list[Path], recipient: str | None) -> bool:
    """Says what openbadgeslib makes of a signed document."""
    handed = {}
    if did_document:
        handed[did_web_address(json.loads(did_document.read_text())["id"])] = did_document.read_bytes()
    for one in status_list:
        handed[json.loads(one.read_text())["id"]] = one.read_bytes()

    def hand_over(address: str) -> bytes:
        if address not in handed:
            raise LookupError(f"nobody handed over {address}")
        return handed[address]

    answer = {"verified": True, "why": None, "recipient": None}
    try:
        # it verifies only lists that are JWTs; ours carries a Data Integrity proof, which the other peer verifies
        badge = OB3LdpVerifier().verify(file.read_bytes(), check_status=bool(status_list),
                                        verify_status_list=False, download=hand_over)
        if recipient:
            answer["recipient"] = is_for(badge.identifiers, recipient)
    except LibOpenBadgesException as refusal:
        answer = {"verified": False, "why": f"{type(refusal).__name__}: {refusal}", "recipient": None}
    print(json.dumps(answer, ensure_ascii=False))
    return answer["verified"]


def verify_token(file: Path, did_document: Path, **_beside: object) -> bool:
    """Says what openbadgeslib makes of a signed token, by the key that it names in its issuer's DID document."""
    document = json.loads(did_document.read_text())

    def hand_over(address: str) -> bytes:
        if address != did_web_address(document["id"]):
            raise LookupError(f"nobody handed over {address}")
        return did_document.read_bytes()

    answer = {"verified": True, "why": None, "recipient": None}
    try:
        OB3Verifier.for_issuer_did(document["id"], download=hand_over).verify(file.read_text())
    except LibOpenBadgesException as refusal:
        answer = {"verified": False, "why": f"{type(refusal).__name__}: {refusal}", "recipient": None}
    print(json.dumps(answer, ensure_ascii=False))
    return answer["verified"]


def did_web_address(did: str) -> str:
    """Where openbadgeslib will ask for the DID document of a did:web (did:web, §3.2)."""
    host, *path = did.removeprefix("did:web:").split(":")
    host = host.replace("%3A", ":")
    return f"https://{host}/{'/'.join(path) or '.well-known'}/did.json"


def is_for(identifiers: list[IdentityObject], address: str) -> bool:
    """Whether one of the stated hashes is the one that openbadgeslib itself would write for this address."""
    return any(IdentityObject.create(address, salt=stated.salt).identity_hash == stated.identity_hash
               for stated in identifiers if stated.hashed)


def issue(recipient: str | None, salt: str) -> bool:
    """Prints a badge signed under a fresh did:key."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.PEM,
                                           serialization.PublicFormat.SubjectPublicKeyInfo)
    badge = OpenBadgeCredential(
        issuer=Issuer(id=did_key_from_pem(public), name="La Fabrique du Ponant"),
        achievement=Achievement(id="urn:uuid:5b1c8a3e-9d0b-4f38-9c0e-0a4a53a2a001", name="Je répare",
                                description="Répare avec les autres plutôt que de jeter.",
                                criteria_narrative="Avoir réparé un objet avec la personne qui l’apportait."),
        recipient_id="urn:uuid:5b1c8a3e-9d0b-4f38-9c0e-0a4a53a2a002",
        issuance_date=datetime(2026, 7, 4, 14, tzinfo=timezone.utc))
    if recipient:
        badge.identifiers = [IdentityObject.create(recipient, salt=salt)]
    print(OB3LdpSigner(private).sign_to_json(badge))
    return True


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = reader.add_subparsers(dest="command", required=True)
    for name in ("verify", "verify-token"):
        reading = commands.add_parser(name)
        reading.add_argument("file", type=Path)
        reading.add_argument("--did-document", type=Path)
        reading.add_argument("--status-list", type=Path, action="append", default=[])
        reading.add_argument("--recipient")
    issuing = commands.add_parser("issue")
    issuing.add_argument("--recipient")
    issuing.add_argument("--salt", default="sel-de-guerande")
    wish = vars(reader.parse_args())
    return 0 if {"verify": verify, "verify-token": verify_token, "issue": issue}[wish.pop("command")](**wish) else 1


if __name__ == "__main__":
    sys.exit(main())
