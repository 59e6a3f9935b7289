using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Sms;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Sms.Twilio;

public sealed class TwilioSignatureTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Form = "CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234&From=%2B12349013030&To=%2B18005551212";

    [Theory]
    [InlineData(Form, "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")]
    [InlineData("CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void Matches_PublishedVector_IsTrue(string form, string signature)
    {
        Assert.True(Matches(Url, form, signature));
        Assert.True(Matches("https://mycompany.com:443/myapp.php?foo=1&bar=2", form, signature));
        Assert.False(Matches("https://mycompany.com/myapp.php?foo=1&bar=3", form, signature));
        Assert.False(Matches("http://mycompany.com/myapp.php?foo=1&bar=2", form, signature));
        Assert.False(Matches(Url, form + "&Added=1", signature));
        Assert.False(Matches(Url, form, signature, "54321"));
        Assert.True(Matches(Url, form, signature, "54321", "12345"));
        Assert.False(Matches(Url, form, null));
    }

    [Fact]
    public void Matches_SignedWithThePort_IsTrueWithoutIt()
    {
        var signature = new TwilioSignature(["12345"]).Sign("https://mycompany.com:443/myapp.php?foo=1&bar=2", WireForm.Read(Form));

        Assert.True(Matches(Url, Form, signature));
    }

    [Fact]
    public void Matches_ABodyThatIsNoForm_IsCoveredByItsHash()
    {
        byte[] body = [.. """{"a":1}"""u8];
        var url = $"https://shop.example/in?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = new TwilioSignature(["12345"]).Sign(url, null);

        Assert.True(new TwilioSignature(["12345"]).Matches(Request(url, body, signature), null));
        Assert.False(new TwilioSignature(["12345"]).Matches(Request(url, [.. body, 32], signature), null));
        Assert.False(new TwilioSignature(["12345"]).Matches(Request("https://shop.example/in", body, new TwilioSignature(["12345"]).Sign("https://shop.example/in", null)), null));
    }

    [Fact]
    public async Task Library_AndOurs_SignAlike()
    {
        (string Url, string Form)[] calls =
        [
            (Url, Form),
            ("https://shop.example/in?delivery=a%20b", "Body=%F0%9F%91%A2+%C3%BC%0A%26%3D&From=%2B491511234567&Empty="),
            ("https://shop.example:8443/in", "b=2&a=1&A=0&a=1&a=0"),
            ("http://shop.example", "x=1"),
        ];
        var signed = await Oracle.AskVerifiersAsync([.. calls.Select(call => new JsonObject { ["library"] = "twilio", ["token"] = "12345", ["url"] = call.Url, ["params"] = Params(call.Form) })]);
        var judged = await Oracle.AskVerifiersAsync([.. calls.Select(call => new JsonObject { ["library"] = "twilio", ["token"] = "12345", ["url"] = call.Url, ["params"] = Params(call.Form), ["signature"] = new TwilioSignature(["12345"]).Sign(call.Url, WireForm.Read(call.Form)) })]);

        Assert.All(judged, verdict => Assert.True(verdict!.GetValue<bool>()));
        for (var at = 0; at < calls.Length; at++)
        {
            Assert.True(Matches(calls[at].Url, calls[at].Form, signed[at]!.GetValue<string>()), calls[at].Url);
        }
    }

    private static JsonObject Params(string form)
    {
        var fields = new JsonObject();
        foreach (var group in WireForm.Read(form)!.Fields.GroupBy(field => field.Key))
        {
            fields[group.Key] = group.Count() == 1 ? group.Single().Value : new JsonArray([.. group.Select(field => (JsonNode)field.Value)]);
        }

        return fields;
    }

    private static bool Matches(string url, string form, string? signature, params string[] tokens) =>
        new TwilioSignature(tokens.Length == 0 ? ["12345"] : tokens).Matches(Request(url, Encoding.UTF8.GetBytes(form), signature), WireForm.Read(form));

    private static WebhookRequest Request(string url, byte[] body, string? signature) => new()
    {
        Url = new Uri(url),
        Headers = signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["X-Twilio-Signature"] = signature },
        Body = body,
    };
}
