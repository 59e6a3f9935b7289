using System.Text.Json.Serialization;

namespace OmniChannel.Tests.Messages;

public sealed partial class MessageDataTests
{
    private static readonly CartModel Cart = new()
    {
        Total = Money.Of(1299m, "EUR"),
        Until = new DateOnly(2026, 11, 27),
        Owner = new Person { FirstName = "Anna" },
        Lines = [new Line { Name = "Tent", Count = 2 }, new Line { Name = "Mat", Count = 1 }],
        Kind = CartKind.Gift,
        Weight = 1234.5,
    };

    [Fact]
    public void Paths_OfARecord_AreItsJsonNames() => Assert.Equal(
        ["total", "until", "owner.firstName", "owner.nick", "lines.*", "kind", "weight"], MessageData.Paths(ModelJson.Default.CartModel));

    [Fact]
    public void Of_ARecord_WritesItAsTheCultureDoes() => Assert.Equal(
        "kind=Gift, lines.0.count=2, lines.0.name=Tent, lines.1.count=1, lines.1.name=Mat, owner.firstName=Anna, total=1.299,00 €, until=27. November 2026, weight=1.234,5",
        string.Join(", ", MessageData.Of(Cart, ModelJson.Default.CartModel, new Culture("de")).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));

    [Fact]
    public void Check_WithThePathsOfARecord_FindsWhatItLacks()
    {
        var campaign = new Campaign
        {
            Id = new("cart"),
            Name = "Cart",
            DataPaths = MessageData.Paths(ModelJson.Default.CartModel),
            Variants = [new Variant { Channel = Channel.Email, Text = "{{message.owner.firstName}}\n{{message.totl}}" }],
        };

        var found = Assert.Single(CampaignCheck.Check(campaign));

        Assert.Equal((CampaignFindingCode.UnknownPath, 2, 3), (found.Code, found.Line, found.Column));
        Assert.Contains("did you mean {{message.total}}", found.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_OfWhatHasNoMembers_SaysWhatToPass() =>
        Assert.Contains("pass the metadata of a record", Assert.Throws<ArgumentException>(() => MessageData.Paths(ModelJson.Default.String)).Message, StringComparison.Ordinal);

    internal sealed record CartModel
    {
        public Money Total { get; init; }

        public DateOnly? Until { get; init; }

        public Person? Owner { get; init; }

        public IReadOnlyList<Line> Lines { get; init; } = [];

        public CartKind Kind { get; init; }

        public double Weight { get; init; }
    }

    internal sealed record Person
    {
        public string? FirstName { get; init; }

        public string? Nick { get; init; }
    }

    internal sealed record Line
    {
        public required string Name { get; init; }

        public int Count { get; init; }
    }

    internal enum CartKind
    {
        Own,
        Gift,
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(CartModel))]
    [JsonSerializable(typeof(string))]
    internal sealed partial class ModelJson : JsonSerializerContext;
}
