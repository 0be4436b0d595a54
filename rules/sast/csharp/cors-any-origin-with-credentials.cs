// SPDX-License-Identifier: MIT
class Startup
{
    void Configure(IApplicationBuilder app)
    {
        // ruleid: csharp-cors-any-origin-with-credentials
        app.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowCredentials());
        // ok: csharp-cors-any-origin-with-credentials
        app.UseCors(policy => policy.WithOrigins("https://example.org").AllowCredentials());
        // ok: csharp-cors-any-origin-with-credentials
        app.UseCors(policy => policy.SetIsOriginAllowed(origin => allowed.Contains(origin)).AllowCredentials());
    }
}
