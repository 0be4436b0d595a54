// SPDX-License-Identifier: MIT
class Digests
{
    void Make()
    {
        // ruleid: csharp-weak-hash
        var one = MD5.Create();
        // ok: csharp-weak-hash
        var two = SHA256.Create();
    }
}
