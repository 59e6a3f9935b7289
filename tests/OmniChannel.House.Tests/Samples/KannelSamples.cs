using System.Security.Cryptography;
using System.Text;
using OmniChannel.Delivery;

namespace OmniChannel.Tests.Samples;

/// <summary>The gateway of docs/channels/kannel.md: a provider of text messages by what is public alone.</summary>
public static class KannelSamples
{
    #region Kannel
    /// <summary>A Kannel of one's own (1.4.5): text messages out by its sendsms, reports and what people write in by its calls.</summary>
    public sealed class KannelGateway(HttpClient client, Uri gateway, string user, string password, string sender, Uri callback, string key, TimeProvider time)
        : HttpChannelAdapter(new() { Channel = Channel.Sms, Account = "kannel", AllowPrivateNetworks = true }, client, time), IInboundAdapter
    {
        protected override AnswerTable Answers { get; } = new(
            new() { Codes = ["HTTP 403"], Means = AnswerMeaning.AccountRefused, Because = "Kannel knows neither the user nor the password, or forbids the sender." },
            new() { Codes = ["HTTP 404"], Means = AnswerMeaning.AccountRefused, Because = "No sendsms is there: another path, or another program." },
            new() { Codes = ["HTTP 400"], Means = AnswerMeaning.MessageRejected, Because = "Kannel does not take this message." },
            new() { Codes = ["HTTP 503"], Means = AnswerMeaning.ComeLater, Because = "Kannel's queue is full, or its bearerbox away." });

        public override AddressCheck CheckAddress(string address) =>
            PhoneNumber.Check(address) is { IsValid: true } check ? AddressCheck.Valid(check.Number.Value) : AddressCheck.Invalid(PhoneNumber.Check(address).Problem!);

        protected override ValueTask<BuiltRequest> BuildRequestAsync(OutgoingMessage message, CancellationToken cancellationToken)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "cgi-bin/sendsms")) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Content.Text)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain; charset=UTF-8"); // X-Kannel-Charset alone is not heard in a POST
            foreach (var (name, value) in new[]
            {
                ("Username", user), ("Password", password), ("From", sender), ("To", message.Address),
                ("Coding", SmsSegments.Of(message.Content.Text).Encoding == SmsEncoding.Gsm7 ? "0" : "2"),
                ("DLR-Mask", "27"), // delivered, not delivered, taken and refused by the SMS centre
                ("DLR-Url", Report(message.Delivery)),
            })
            {
                request.Headers.TryAddWithoutValidation($"X-Kannel-{name}", value);
            }

            return new(request);
        }

        // It names no message, so the report has to name ours.
        protected override ProviderAnswer ReadAnswer(HttpAnswer answer) =>
            !answer.IsSuccess ? ProviderAnswer.ByStatus
            : Encoding.ASCII.GetString(answer.Body.Span).Trim() is "0: Accepted for delivery" or "3: Queued for later delivery" ? ProviderAnswer.Accepted()
            : ProviderAnswer.Unreadable;

        // Kannel signs nothing: what proves it is a key in the URLs that only its configuration and our requests hold.
        public ValueTask<InboundReading> ReadInboundAsync(WebhookRequest request, CancellationToken cancellationToken)
        {
            var fields = request.Url.Query.TrimStart('?').Split('&').Select(field => field.Split('=', 2)).GroupBy(field => field[0], StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => Uri.UnescapeDataString((field.First().ElementAtOrDefault(1) ?? "").Replace('+', ' ')), StringComparer.Ordinal);
            string? Of(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
            return new(
                !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(Of("key") ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(key))) ? InboundReading.Refused(InboundRefusal.BadSignature)
                : Of("delivery") is { } delivery && Of("status") is { } status ? Reported(delivery, status)
                : Of("id") is { } id && Of("from") is { } from ? InboundReading.Of(new InboundText { Id = id, At = Time.GetUtcNow(), From = from, To = Of("to"), Text = Of("text") ?? "" })
                : InboundReading.Refused(InboundRefusal.Malformed));
        }

        // Kannel fills in what follows a percent sign, so those of our own are doubled.
        private string Report(DeliveryId delivery) =>
            $"{callback.AbsoluteUri}?key={Uri.EscapeDataString(key)}&delivery={Uri.EscapeDataString(delivery.Value)}".Replace("%", "%%", StringComparison.Ordinal) + "&status=%d";

        private InboundReading Reported(string delivery, string status) => status switch
        {
            "1" => InboundReading.Of(new InboundReceipt { Id = $"{delivery}/1", At = Time.GetUtcNow(), Delivery = new DeliveryId(delivery), Kind = ReceiptKind.Delivered }),
            "2" or "16" => InboundReading.Of(new InboundReceipt { Id = $"{delivery}/{status}", At = Time.GetUtcNow(), Delivery = new DeliveryId(delivery), Kind = ReceiptKind.SoftBounced }), // why, it cannot say
            _ => InboundReading.Of(),
        };
    }
    #endregion
}
