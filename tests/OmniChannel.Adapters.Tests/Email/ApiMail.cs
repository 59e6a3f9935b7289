using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Email;

/// <summary>Mail for accounts at e-mail providers, and what it is sent by.</summary>
internal static class ApiMail
{
    public static OutgoingMessage Full { get; } = SampleMessage.Full with { Channel = Channel.Email, Address = "ada@example.com", Content = SampleMessage.Full.Content with { Image = null } };

    /// <summary>A longer link would not fit a header line.</summary>
    public static ProviderLimit UnsubscribeLimit { get; } = new() { Name = "characters of the unsubscribe link", Most = 900, With = static (message, count) => message with { UnsubscribeLink = new("https://shop.example/".PadRight(count, 'a')) } };

    /// <summary>What specifications have to take: everything, next to nothing, and texts that break JSON, MIME and headers where they are written carelessly.</summary>
    public static IReadOnlyList<OutgoingMessage> Every { get; } =
    [
        Full,
        Full with { Content = SampleMessage.Full.Content },
        Full with { UnsubscribeLink = null, RecipientName = null, Purpose = Purpose.Transactional, Content = new() { Subject = "s", Text = "" } },
        Full with { RecipientName = "O\"Neil, <Ann> \\ 日本", Content = new() { Subject = "half \ud83d", Text = "\0 \u2028 \ud83d {{x}}\r\n.\r\n--", Html = "<p>" } },
    ];

    /// <summary>Sends by an adapter that is made with a client with leave for loopback.</summary>
    public static async Task<AttemptOutcome> SendAsync(Func<HttpClient, IChannelAdapter> adapter, OutgoingMessage message)
    {
        using var client = new HttpClient(EgressGate.CreateHandler(allowPrivateNetworks: true));
        return await adapter(client).SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>The one request of a send, answered by this.</summary>
    public static async Task<ProviderRequest> RequestAsync(Func<Uri, HttpClient, IChannelAdapter> adapter, OutgoingMessage message, ProviderReply reply)
    {
        await using var provider = new ProviderDouble(_ => reply);
        await SendAsync(client => adapter(provider.Address, client), message);
        return Assert.Single(provider.Requests);
    }

    /// <summary>What a specification says to a body that we would not write.</summary>
    public static async Task<int> StatusAsync(Uri url, string body, string? header = null, string? value = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Reads a call by an adapter that never sends.</summary>
    public static async Task<InboundReading> ReadAsync(Func<HttpClient, IInboundAdapter> adapter, byte[] body, params (string Name, string? Value)[] headers)
    {
        using var client = new HttpClient();
        var request = new WebhookRequest { Url = new Uri("https://shop.example/in"), Headers = headers.Where(header => header.Value is not null).ToDictionary(header => header.Name, header => header.Value!), Body = body };
        return await adapter(client).ReadInboundAsync(request, TestContext.Current.CancellationToken);
    }
}
