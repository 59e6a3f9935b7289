using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;
using OmniChannel.Email;
using OmniChannel.Messaging;
using OmniChannel.Push;
using OmniChannel.Sms;
using OmniChannel.Social;
using OmniChannel.Testing;
using OmniChannel.Tests.Email.Dkim;
using OmniChannel.Tests.Push;
using OmniChannel.Verification;
using OmniChannel.Wire;

namespace OmniChannel.Tests.Fuzz;

/// <summary>The small readers that stand in front of all others: signatures' tokens and fields, questions by GET, keys, headers, replies. Each takes some of what is spoilt and refuses the rest.</summary>
public sealed class ParserFuzzTests
{
    private const int Count = 2_000;
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Signed by the right secret, so that what is spoilt is read.</summary>
    [Fact]
    public void Jwt_HeaderAndClaims()
    {
        const string header = """{"alg":"HS256","typ":"JWT","kid":"1"}""";
        var (jwt, body) = (new JwtSignature(new Freshness(new ManualClock(Now), TimeSpan.FromMinutes(5)), "s"), "{}"u8.ToArray());
        var claims = $$"""{"iat":{{Now.ToUnixTimeSeconds()}},"jti":"x","iss":"Vonage","payload_hash":"{{Convert.ToHexStringLower(SHA256.HashData(body))}}"}""";

        Mutations.Judge(header, Count, 101, spoilt => jwt.Judge(Token(spoilt, Encoding.UTF8.GetBytes(claims)), body) is null);
        Mutations.Judge(claims, Count, 102, spoilt => jwt.Judge(Token(Encoding.UTF8.GetBytes(header), spoilt), body) is null);
        Mutations.Judge(Token(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(claims)) + ":::::::", Count, 103, spoilt => jwt.Judge(Encoding.UTF8.GetString(spoilt).TrimEnd(':'), body) is null);
    }

    /// <summary>A spoilt form that Twilio signed as it came is believed; one that was spoilt on the way is not.</summary>
    [Fact]
    public void Twilio_FormAndCoveredBody()
    {
        const string form = "ToCountry=US&SmsMessageSid=SM1&Body=a%20b&FromZip=&To=%2B1&To=%2B2&Body=:x:y";
        var (signature, url) = (new TwilioSignature(["t"]), "https://shop.example/in?delivery=d-1");
        var right = signature.Sign(url, WireForm.Read(form));
        Mutations.Judge(form, Count, 104, spoilt => signature.Matches(Exchange(url, spoilt, ("X-Twilio-Signature", right)), WireForm.Read(spoilt)));
        foreach (var spoilt in Mutations.Of(form, Count, 105))
        {
            var read = WireForm.Read(spoilt);
            Assert.True(signature.Matches(Exchange(url, spoilt, ("X-Twilio-Signature", signature.Sign(url, read))), read));
        }

        var body = "{}"u8.ToArray();
        Mutations.Judge($"a=b&bodySHA256={Convert.ToHexString(SHA256.HashData(body))}&c:d=e", Count, 106, spoilt =>
            Url(spoilt) is { } covered && signature.Matches(Exchange(covered, body, ("X-Twilio-Signature", signature.Sign(covered, null))), null));
    }

    [Fact]
    public void Vonage_FormAndQuery()
    {
        const string form = "msisdn=447700900000&to=AcmeInc&messageId=0A0&status=delivered&err-code=0&client-ref=d-1&message-timestamp=2025-10-15T13:51:56.361Z&timestamp=1582650446&nonce=ec11";
        Mutations.Judge(form, Count, 107, spoilt => VonageFields.Read(Exchange("https://shop.example/in", spoilt)) is { } fields && VonageCallback.Read(fields, Now).Facts.Count > 0);
        Mutations.Judge(form, Count, 108, spoilt => Url(spoilt) is { } url && VonageFields.Read(Exchange(url, [])) is { } fields && VonageCallback.Read(fields, Now).Facts.Count > 0);

        var hmac = VonageFields.Hmac(["s"]);
        var signed = $"{form}&sig={hmac.Sign(Encoding.UTF8.GetBytes(VonageFields.Read(Exchange("https://shop.example/in", Encoding.UTF8.GetBytes(form)))!.SignedText()))}";
        Mutations.Judge(signed + "&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&", Count, 109, spoilt => VonageFields.Read(Exchange("https://shop.example/in", spoilt)) is { } fields && fields.IsSigned(hmac));
    }

    [Theory]
    [InlineData(false, """{"object":"page","entry":[{"id":"1","time":1458692752,"changes":[{"field":"feed","value":{"item":"comment","verb":"add","comment_id":"44_45","from":{"id":"77","name":"A"},"created_time":1458692752,"message":"nice"}},{"field":"mention","value":{"post_id":"1_2","from":{"id":"78"},"created_time":1458692752}}]}]}""")]
    [InlineData(true, """{"object":"instagram","entry":[{"id":"1","time":1458692752,"changes":[{"field":"comments","value":{"id":"17865799348089039","from":{"id":"232323232","username":"a"},"text":"nice","media":{"id":"1"}}},{"field":"mentions","value":{"media_id":"1","comment_id":"2","from":{"id":"5"}}}]}]}""")]
    public void Meta_ChangesOfPosts(bool isInstagram, string body) =>
        Mutations.Judge(body, Count, 110, spoilt => new MessengerEvents("1", isInstagram, isPosts: true).Read(spoilt).Facts.Count > 0);

    /// <summary>What strangers may ask: the answer never has more in it than letters, digits and a signature.</summary>
    [Fact]
    public void Questions_OfMetaXAndLinkedIn()
    {
        var (meta, x, linkedIn) = (new MetaWebhook(["s"], ["v"]), new XWebhook(["s"]), new LinkedInWebhook(["s"]));
        Question("hub.mode=subscribe&hub.verify_token=v&hub.challenge=1158201444&more=:::::", 111, meta.Answer);
        Question("nonce=:&crc_token=MGVhODgyNzUtMGE0Yi00YzE5&more=:::::", 112, x.Answer);
        Question("applicationId=:&challengeCode=890e4665-4dfe-4ab1-b689-ed553bceeed0&more=:::::", 113, linkedIn.Answer);

        static void Question(string query, int seed, Func<WebhookRequest, InboundReading?> answer) => Mutations.Judge(query, Count, seed, spoilt =>
        {
            var said = Url(spoilt) is { } url ? answer(Exchange(url, []) with { Method = "GET" }) : null;
            Assert.DoesNotContain(said?.Answer ?? "", c => c is '<' or '>' or '&' or < ' ' or > '~');
            return said?.Answer is { Length: > 0 };
        });
    }

    [Fact]
    public void Json_AsAForm() => Mutations.Judge("""{"msisdn":"447700900000","n":1.5,"on":true,"o":{"a":[1,"\u00fc"]},"none":null,"text":"a=b&c"}""", Count, 114, spoilt => WireForm.OfJson(spoilt) is { Count: > 0 });

    [Fact]
    public void Headers_WithParameters() => Mutations.Judge("form-data; name=\"te\\\"xt\"; filename*=UTF-8''a:b; filename=\"C:\\x.txt\"; charset=utf-8", Count, 115, spoilt =>
    {
        var field = Encoding.Latin1.GetString(spoilt);
        _ = HeaderParameters.Main(field);
        return HeaderParameters.Get(field, "filename") is not null && HeaderParameters.Get(field, "name") == "te\"xt";
    });

    [Fact]
    public void KeyFile_OfAServiceAccount() =>
        Mutations.Judge(PushKeys.ServiceAccount(new Uri("https://oauth2.example/")), 500, 116, spoilt => FcmServiceAccount.Read(Encoding.UTF8.GetString(spoilt)) is var (account, problem) && (account is null) != (problem is null) && account is not null);

    /// <summary>A key of one flipped bit may still be one; what is none is named, and nothing of it shown.</summary>
    [Fact]
    public void Keys_InPem()
    {
        Mutations.Judge(PushKeys.P8 + "\n::::::::::::::::\n", 1_000, 117, spoilt => EcKey.FromPem(Encoding.Latin1.GetString(spoilt)) is not null);
        Mutations.Judge(DkimKeys.Ed25519Pem + "\n::::::::::::::::\n", 1_000, 118, Dkim);
        Mutations.Judge(DkimKeys.RsaPem + "\n::::::::::::::::\n", 300, 119, Dkim);

        static bool Dkim(byte[] spoilt)
        {
            try
            {
                return DkimSecret.Read(Encoding.Latin1.GetString(spoilt)).Algorithm.Length > 0;
            }
            catch (FormatException none)
            {
                Assert.DoesNotContain("MI", none.Message, StringComparison.Ordinal);
                return false;
            }
        }
    }

    [Fact]
    public void Smtp_RepliesAndWhatTheServerCanDo()
    {
        const string hello = "250-mail.example:25 greets\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-AUTH PLAIN LOGIN\r\n250-AUTH=LOGIN\r\n250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8";
        Mutations.Judge(hello, Count, 120, spoilt =>
        {
            var reply = Reply(spoilt);
            return reply is { Break: SmtpBreak.None } && SmtpExtensions.Of(reply) is { Pipelining: true, Size: true } known && known.Auth("LOGIN");
        });
        Mutations.Judge("550-5.1.1 <a@example.test>: no such user:\r\n550 5.1.1 here", Count, 121, spoilt => Reply(spoilt) is { Code: 550, EnhancedCode: "5.1.1" });

        static SmtpReply? Reply(byte[] bytes)
        {
            var parser = new SmtpReplyParser();
            foreach (var line in Encoding.Latin1.GetString(bytes).Split("\r\n"))
            {
                if (parser.Take(Encoding.Latin1.GetBytes(line)) is { } whole)
                {
                    Assert.True(whole.Break != SmtpBreak.None || whole.Code is >= 200 and < 600);
                    return whole;
                }
            }

            return null;
        }
    }

    [Fact]
    public void Session_OfBluesky() => Mutations.Judge("""{"did":"did:plc:ewvi7nxzyoun6zhxrhs64oiz","handle":"shop.example","accessJwt":"eyJ0","refreshJwt":"eyJ1","active":true}""", Count, 122, spoilt => BlueskySession.Read(spoilt) is not null);

    private static string Token(byte[] header, byte[] claims)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"Bearer {signed}.{Base64Url.EncodeToString(HMACSHA256.HashData("s"u8, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A query as it may come over the wire: what no URL can hold is escaped. Null for one that the host refuses.</summary>
    private static string? Url(byte[] query)
    {
        var text = string.Concat(query.Select(one => one is > 0x20 and < 0x7F and not (byte)'#' ? ((char)one).ToString() : string.Create(CultureInfo.InvariantCulture, $"%{one:X2}")));
        return Uri.TryCreate($"https://shop.example/in?{text}", UriKind.Absolute, out _) ? $"https://shop.example/in?{text}" : null;
    }

    private static WebhookRequest Exchange(string url, byte[] body, params (string Name, string Value)[] headers) => new()
    {
        Url = new Uri(url),
        Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        Body = body,
    };
}
