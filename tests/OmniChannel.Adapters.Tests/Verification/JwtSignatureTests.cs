using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Testing;
using OmniChannel.Verification;

namespace OmniChannel.Tests.Verification;

public sealed class JwtSignatureTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    private static readonly byte[] Body = [.. """{"status":"delivered"}"""u8];
    private readonly JwtSignature jwt = new(new Freshness(Clock, TimeSpan.FromMinutes(5)), "new", "old");

    [Theory]
    [InlineData("""{"alg":"HS256","typ":"JWT"}""", "new", 0, true, null)]
    [InlineData("""{"alg":"HS256"}""", "old", 60, true, null)]
    [InlineData("""{"alg":"HS256"}""", "other", 0, true, InboundRefusal.BadSignature)]
    [InlineData("""{"alg":"none"}""", "new", 0, true, InboundRefusal.BadSignature)]
    [InlineData("""{"alg":"HS512"}""", "new", 0, true, InboundRefusal.BadSignature)]
    [InlineData("""{"alg":"HS256"}""", "new", 0, false, InboundRefusal.BadSignature)]
    [InlineData("""{"alg":"HS256"}""", "new", 301, true, InboundRefusal.TooOld)]
    [InlineData("""{"alg":"HS256"}""", "new", -301, true, InboundRefusal.TooOld)]
    public void Judge_ByHeaderSecretAgeAndHash_Decides(string header, string secret, int age, bool ofThisBody, InboundRefusal? expected)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(ofThisBody ? Body : [.. "{}"u8]));
        var claims = $$"""{"iat":{{Clock.GetUtcNow().ToUnixTimeSeconds() - age}},"payload_hash":"{{hash}}"}""";

        Assert.Equal(expected, jwt.Judge($"Bearer {Token(header, claims, secret)}", Body));
    }

    [Fact]
    public void Judge_ClaimsWithoutHashOrTime_AreNotEnough()
    {
        Assert.Equal(InboundRefusal.BadSignature, jwt.Judge($"Bearer {Token("""{"alg":"HS256"}""", $$"""{"iat":{{Clock.GetUtcNow().ToUnixTimeSeconds()}}}""", "new")}", Body));
        Assert.Equal(InboundRefusal.TooOld, jwt.Judge($"Bearer {Token("""{"alg":"HS256"}""", "{}", "new")}", []));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer é.é.é")]
    [InlineData("Basic a.b.c")]
    public void Judge_Nonsense_IsRefused(string? header) => Assert.Equal(InboundRefusal.BadSignature, jwt.Judge(header, Body));

    private static string Token(string header, string claims, string secret)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }
}
