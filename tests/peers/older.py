"""A peer of the older standards: PyPI `openbadges` 1.1.2, the validator that 1EdTech ran for Open Badges 0.5 to 2.0.

    older.py verify FILE     FILE holds {"badge", "documents": {address: document or status}, "recipient"?}
    older.py sign FILE       FILE holds the badge that becomes the payload of a JWS

`verify` prints {"verified", "why"}; `sign` prints {"token", "pem"}, signed RS256 by a fresh key. Nothing is fetched: what
is asked for is answered from the documents.

It wants Python 3.11 or before and setuptools before 66, so its packages have a place of their own; the part `peers` makes
it where it finds such a Python (requirements-older.txt).
"""
import json
import sys
import warnings
from base64 import b64decode
from pathlib import Path

warnings.simplefilter("ignore")

import requests
from Crypto.PublicKey import RSA
from jose import jws
from openbadges.verifier import verify as verify_with_openbadges
from openbadges.verifier.openbadges_context import OPENBADGES_CONTEXT_V2_DICT

CONTEXTS = {"https://w3id.org/openbadges/v2": OPENBADGES_CONTEXT_V2_DICT}
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def answer_from(documents: dict) -> None:
    """Lets every request be answered from `documents`, the contexts and one picture."""

    def get(_session, address, **_options):
        response = requests.Response()
        response.url, response.status_code, response.encoding = address, 200, "utf-8"
        response.headers["Content-Type"] = "application/ld+json"
        found = documents.get(address, CONTEXTS.get(address))
        if found is None and address.split("?")[0].endswith(".png"):
            response._content, response.headers["Content-Type"] = PIXEL, "image/png"
        elif found is None:
            response._content, response.status_code = b"{}", 404
        elif isinstance(found, int):
            response._content, response.status_code = b"{}", found
        else:
            response._content = json.dumps(found).encode()
        return response

    requests.Session.get = get


def verify(wish: dict) -> None:
    """Says what openbadges makes of a badge: its JSON, its JWS or its address."""
    answer_from(wish["documents"])
    badge = wish["badge"] if isinstance(wish["badge"], str) else json.dumps(wish["badge"])
    recipient = {"email": [wish["recipient"]]} if wish.get("recipient") else None
    report = verify_with_openbadges(badge, recipient, use_cache=False)["report"]
    why = "; ".join(message["result"] for message in report["messages"] if message["messageLevel"] == "ERROR")
    print(json.dumps({"verified": report["valid"], "why": why or None, "recipient": None}))


def sign(badge: dict) -> None:
    """Signs a badge."""
    key = RSA.generate(2048)
    token = jws.sign(badge, key.export_key().decode(), algorithm="RS256")
    print(json.dumps({"token": token, "pem": key.publickey().export_key().decode()}))


if __name__ == "__main__":
    {"verify": verify, "sign": sign}[sys.argv[1]](json.loads(Path(sys.argv[2]).read_text()))
