using System.Text;
using System.Text.Json.Nodes;
using OmniChannel.Messaging;

namespace OmniChannel.Tests.Messaging.Meta;

/// <summary>The app's signature over the raw body, judged by npm @octokit/webhooks-methods 6.0.0, whose scheme is the same (<c>sha256=</c> and the HMAC in hex).</summary>
public sealed class MetaWebhookTests
{
    private const string Secret = "It's a Secret to Everybody";
    private const string Next = "der nächste 🗝";

    /// <summary>Our signature of each body is octokit's; each believes the other's, and neither believes it for another body or by another secret.</summary>
    [Theory]
    [InlineData("Hello, World!")]
    [InlineData("""{"object":"page","entry":[{"messaging":[{"message":{"text":"Grüße aus 東京 👢 \u200f"}}]}]}""")]
    [InlineData("""{"object":"page","entry":[{"messaging":[{"message":{"text":"Gr\u00fc\u00dfe aus \u6771\u4eac \ud83d\udc62 \/"}}]}]}""")] // as Meta writes it: escaped, in lower case, and so signed
    [InlineData(" \r\n{ }\r\n")]
    public async Task Octokit_AndOurs_BelieveEachOther_AndNothingElse(string body)
    {
        var changed = body.Insert(body.Length / 2, " ");
        var ours = Sign(Secret, body);
        var answers = await Oracle.AskVerifiersAsync(
        [
            Ask(Secret, body),
            Ask(Next, body),
            Ask("wrong", body),
            Ask(Secret, body, ours),
            Ask(Secret, changed, ours),
            Ask("wrong", body, ours),
            Ask(Secret, body, Sign(Next, body)),
            Ask(Secret, body, Sign(Next, body), Next),
            Ask(Next, body, ours, "wrong", Secret),
        ]);
        var (theirs, theirsByNext, theirsByWrong) = (answers[0]!.GetValue<string>(), answers[1]!.GetValue<string>(), answers[2]!.GetValue<string>());

        Assert.Equal(ours, theirs);
        Assert.Equal([true, false, false, false, true, true], answers.Skip(3).Select(answer => answer!.GetValue<bool>()));
        Assert.True(Believes(body, theirs, Secret));
        Assert.False(Believes(changed, theirs, Secret));
        Assert.False(Believes(body, theirs, "wrong"));
        Assert.False(Believes(body, theirs[..^1], Secret));
        Assert.False(Believes(body, theirs["sha256=".Length..], Secret));
        Assert.False(Believes(body, "sha1=" + theirs["sha256=".Length..], Secret));
        Assert.True(Believes(body, theirs, Next, Secret) && Believes(body, theirsByNext, Next, Secret) && Believes(body, theirsByNext, Secret, Next));
        Assert.False(Believes(body, theirsByNext, Secret));
        Assert.False(Believes(body, theirsByWrong, Secret, Next));
    }

    private static string Sign(string secret, string body) => new MetaWebhook([secret], []).Sign(Encoding.UTF8.GetBytes(body));

    private static bool Believes(string body, string signature, params string[] secrets) =>
        new MetaWebhook(secrets, []).Answer(Exchange.Call(body, ("X-Hub-Signature-256", signature))) is not { } refused
        || (refused.Refusal is InboundRefusal.BadSignature ? false : throw new InvalidOperationException($"Refused as {refused.Refusal}."));

    private static JsonObject Ask(string secret, string body, string? signature = null, params string[] others)
    {
        var question = new JsonObject { ["library"] = "octokit", ["secret"] = secret, ["body"] = body };
        if (signature is not null)
        {
            question["signature"] = signature;
            question["others"] = new JsonArray([.. others.Select(other => (JsonNode)other)]);
        }

        return question;
    }
}
