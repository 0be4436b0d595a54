# SPDX-License-Identifier: MIT
import ssl


def contexts():
    # ruleid: python-old-tls-version
    ssl.SSLContext(ssl.PROTOCOL_TLSv1)
    # ok: python-old-tls-version
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # ruleid: python-old-tls-version
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # ok: python-old-tls-version
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
