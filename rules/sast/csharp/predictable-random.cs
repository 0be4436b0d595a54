// SPDX-License-Identifier: MIT
class Codes
{
    void Make()
    {
        // ruleid: csharp-predictable-random
        var resetToken = new Random().Next(100000, 999999).ToString();
        var random = new Random();
        // ruleid: csharp-predictable-random
        int otp = random.Next(1000, 9999);
        // ok: csharp-predictable-random
        int delay = random.Next(1000, 9999);
        // ok: csharp-predictable-random
        int secret = RandomNumberGenerator.GetInt32(1000, 9999);
    }
}
