// SPDX-License-Identifier: MIT
class Cipher
{
    void Make()
    {
        // ruleid: csharp-weak-cipher
        using var one = DES.Create();
        // ok: csharp-weak-cipher
        using var two = Aes.Create();
        // ruleid: csharp-weak-cipher
        two.Mode = CipherMode.ECB;
        // ok: csharp-weak-cipher
        two.Mode = CipherMode.CBC;
        // ruleid: csharp-weak-cipher
        var three = new AesManaged { Mode = CipherMode.ECB };
    }
}
