// SPDX-License-Identifier: MIT
class Client
{
    void Make(HttpClientHandler handler)
    {
        // ruleid: csharp-tls-verification-off
        handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true;
        // ok: csharp-tls-verification-off
        handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => Check(c);
    }
}
