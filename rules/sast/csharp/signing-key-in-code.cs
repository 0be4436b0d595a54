// SPDX-License-Identifier: MIT
class Keys
{
    void Make(IConfiguration configuration)
    {
        // ruleid: csharp-signing-key-in-code
        var one = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("an example of a key that is none"));
        // ok: csharp-signing-key-in-code
        var two = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]));
        // ruleid: csharp-signing-key-in-code
        using var mac = new HMACSHA256(Encoding.ASCII.GetBytes("another example of a key"));
    }
}
