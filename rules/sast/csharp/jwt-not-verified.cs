// SPDX-License-Identifier: MIT
class Tokens
{
    void Configure(JwtBearerOptions options)
    {
        options.TokenValidationParameters = new TokenValidationParameters
        {
            // ruleid: csharp-jwt-not-verified
            RequireSignedTokens = false,
            // ruleid: csharp-jwt-not-verified
            SignatureValidator = (token, parameters) => new JwtSecurityToken(token),
        };
        options.TokenValidationParameters = new TokenValidationParameters
        {
            // ok: csharp-jwt-not-verified
            RequireSignedTokens = true,
            // ok: csharp-jwt-not-verified
            IssuerSigningKey = key,
        };
    }
}
