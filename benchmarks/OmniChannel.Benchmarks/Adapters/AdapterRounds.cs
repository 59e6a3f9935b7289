using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Delivery;

namespace OmniChannel.Benchmarks;

/// <summary>What an adapter adds to the bare call with the same bytes, and what a webhook costs beside the bare verification of its signature. No socket: the provider is a handler that reads the body and answers at once.</summary>
internal static class AdapterRounds
{
    private const int Times = 100;
    private const string Sid = "AC00000000000000000000000000000000";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(int rounds)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var services = Services(signer);
        var adapters = services.GetRequiredService<OmniChannelSetup>().Adapters;
        Sends(rounds, "Twilio", adapters.Single(adapter => adapter.Channel == Channel.Sms), "+15005550006");
        Sends(rounds, "SendGrid", adapters.Single(adapter => adapter.Channel == Channel.Email), "ada@example.com");
        Events(rounds, signer, (IInboundAdapter)adapters.Single(adapter => adapter.Channel == Channel.Email));
        Callbacks(rounds, (IInboundAdapter)adapters.Single(adapter => adapter.Channel == Channel.Sms));
        return 0;
    }

    private static void Sends(int rounds, string provider, IChannelAdapter adapter, string address)
    {
        var message = new OutgoingMessage
        {
            Delivery = new("delivery-1"),
            IdempotencyKey = "key-1",
            Tenant = TenantId.Default,
            Customer = new("ada"),
            Campaign = new("ready"),
            Channel = adapter.Channel,
            Address = address,
            Content = new() { Subject = "Your order", Text = "Your order 4711 is ready. Come by until Friday, we are open from nine to six." },
            Purpose = Purpose.Transactional,
            Urgency = Urgency.Normal,
            CreatedAt = Now,
            ExpiresAt = Now.AddDays(1),
        };
        long Through() => Repeat(() => adapter.SendAsync(message, CancellationToken.None).AsTask().GetAwaiter().GetResult().Result == AttemptResult.Accepted ? 1 : throw new InvalidOperationException("not accepted"));
        Through();
        var (url, headers, body, type) = Provider.Last!.Value;
        using var client = new HttpClient(new Provider());
        async Task<long> Bare()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) { Headers = { ContentType = type } } };
            request.Headers.Authorization = headers;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return (await response.Content.ReadAsByteArrayAsync()).Length + 1;
        }

        Print($"A send by {provider}", rounds, ("HttpClient, same bytes", () => Repeat(() => Bare().GetAwaiter().GetResult())), ("the adapter", Through));
    }

    private static void Events(int rounds, ECDsa signer, IInboundAdapter adapter)
    {
        var body = Encoding.UTF8.GetBytes("[{\"email\":\"ada@example.com\",\"timestamp\":1781524800,\"smtp-id\":\"<14c5d75ce93.dfd.64b469@ismtpd-555>\",\"event\":\"delivered\",\"category\":[\"cat facts\"],\"sg_event_id\":\"sg_event_id\",\"sg_message_id\":\"14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0\",\"response\":\"250 OK\",\"omnichannel_delivery\":\"delivery-1\"}]\r\n");
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        var signature = signer.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var request = new WebhookRequest
        {
            Url = new Uri("https://shop.example/in"),
            Headers = new Dictionary<string, string> { ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp, ["X-Twilio-Email-Event-Webhook-Signature"] = Convert.ToBase64String(signature) },
            Body = body,
        };
        Print(
            "An event of SendGrid",
            rounds,
            ("ECDSA, bare", () => Repeat(() => signer.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence) ? 1 : throw new InvalidOperationException("not verified"))),
            ("verified and parsed", () => Repeat(() => Read(adapter, request))));
    }

    private static void Callbacks(int rounds, IInboundAdapter adapter)
    {
        const string Url = "https://shop.example/in?delivery=delivery-1";
        (string Name, string Value)[] fields = [("AccountSid", Sid), ("ApiVersion", "2010-04-01"), ("From", "+15551234567"), ("MessageSid", "SM1f0e8ae6ade43cb3c0ce4525424e404f"), ("MessageStatus", "delivered"), ("SmsSid", "SM1f0e8ae6ade43cb3c0ce4525424e404f"), ("SmsStatus", "delivered"), ("To", "+15005550006")];
        var signed = Encoding.UTF8.GetBytes(Url + string.Concat(fields.Select(field => field.Name + field.Value)));
        var key = Encoding.UTF8.GetBytes(Token);
        var request = new WebhookRequest
        {
            Url = new Uri(Url),
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded", ["X-Twilio-Signature"] = Convert.ToBase64String(HMACSHA1.HashData(key, signed)) },
            Body = Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"))),
        };
        Print("A callback of Twilio", rounds, ("HMAC, bare", () => Repeat(() => HMACSHA1.HashData(key, signed).Length)), ("verified and parsed", () => Repeat(() => Read(adapter, request))));
    }

    private static long Read(IInboundAdapter adapter, WebhookRequest request) =>
        adapter.ReadInboundAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult().Facts.Count is > 0 and var count ? count : throw new InvalidOperationException("not read");

    private static void Print(string title, int rounds, params (string Name, Func<long> Run)[] ways)
    {
        Rounds.Print(title, rounds, Times, ways);
        foreach (var (name, run) in ways)
        {
            run();
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(GC.GetAllocatedBytesForCurrentThread() - before) / Times:N0} bytes"));
        }

        Console.WriteLine();
    }

    private static long Repeat(Func<long> once)
    {
        var sum = 0L;
        for (var i = 0; i < Times; i++)
        {
            sum += once();
        }

        return sum;
    }

    private static ServiceProvider Services(ECDsa signer)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new Still());
        services.AddOmniChannel(new ConfigurationBuilder().Build())
            .AddTwilio(configure: options =>
            {
                (options.AccountSid, options.From) = (Sid, "+15551234567");
                options.AuthTokens.Add(Token);
            })
            .AddSendGrid(configure: options =>
            {
                (options.ApiKey, options.From) = ("SG.x", "shop@example.com");
                options.WebhookKeys.Add(Convert.ToBase64String(signer.ExportSubjectPublicKeyInfo()));
            });
        foreach (var provider in new[] { "Twilio", "SendGrid" })
        {
            services.AddHttpClient($"OmniChannel/default/{provider}/default").ConfigurePrimaryHttpMessageHandler(() => new Provider());
        }

        return services.BuildServiceProvider();
    }

    /// <summary>Reads what is sent and says yes, at once.</summary>
    private sealed class Provider : HttpMessageHandler
    {
        private static readonly byte[] Yes = [.. """{"sid":"SM1f0e8ae6ade43cb3c0ce4525424e404f","status":"queued","error_code":null}"""u8];

        /// <summary>The last request, for the bare call.</summary>
        public static (Uri Url, AuthenticationHeaderValue? Authorization, byte[] Body, MediaTypeHeaderValue? Type)? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Last = (request.RequestUri!, request.Headers.Authorization, body, request.Content.Headers.ContentType);
            return new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new ByteArrayContent(Yes), RequestMessage = request };
        }
    }

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
