"""Writes golden.json: keys, tokens and a key set, made without Seatline's code.

pip install cryptography==50.0.2 cbor2==6.3.0 && python3 golden.py > golden.json
"""

import base64
import hashlib
import json

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SECRET = {"current": "golden current text of 32 or more", "previous": "golden previous text of 32 or more"}
TICKETS = [
    {"show": "h18t2611231540", "booking": "bkq7v5kpd4c3xjz2m6ya4nwtrbfe", "seats": ["F12", "F13"], "epoch": 0},
    {"show": "h18t2611231540", "booking": "bkq7v5kpd4c3xjz2m6ya4nwtrbfe", "seats": ["F13"], "epoch": 1},
    {"show": "sh7f3k", "booking": "bk" + "a" * 26, "seats": ["12-3", "Đ7", "AA100", "A1"], "epoch": 24},
    {"show": "z" * 32, "booking": "bk" + "7" * 26, "seats": [f"K{n}" for n in range(20, 30)], "epoch": 300},
]


def base45(data):
    text = ""
    for at in range(0, len(data), 2):
        number = int.from_bytes(data[at : at + 2], "big")
        for _ in range(3 if at + 1 < len(data) else 2):
            number, digit = divmod(number, 45)
            text += ALPHABET[digit]
    return text


def key(text):
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(text.encode()).digest())
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return private, public, hashlib.sha256(public).digest()[:4]


def sign(text, ticket):
    private, _, kid = key(text)
    protected = cbor2.dumps({1: -8, 4: kid})
    cti = base64.b32decode(ticket["booking"][2:].upper() + "AA====")
    claims = cbor2.dumps({3: ticket["show"], 7: cti, -65537: [1, ticket["epoch"], *ticket["seats"]]})
    signature = private.sign(cbor2.dumps(["Signature1", protected, b"", claims]))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, claims, signature]))


def jwk(text):
    _, public, kid = key(text)
    x = base64.urlsafe_b64encode(public).decode().rstrip("=")
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid.hex(), "use": "sig", "alg": "EdDSA"}


vectors = [
    {**ticket, "key": name, "cose": cose.hex(), "token": base45(cose)}
    for ticket in TICKETS
    for name in SECRET
    for cose in [sign(SECRET[name], ticket)]
]
golden = {"secret": SECRET, "jwks": {"keys": [jwk(text) for text in SECRET.values()]}, "tickets": vectors}
print(json.dumps(golden, indent=2, ensure_ascii=False))
