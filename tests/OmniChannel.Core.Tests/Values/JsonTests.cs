using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniChannel.Tests.Values;

public sealed partial class JsonTests
{
    [Fact]
    public void Write_OfValues_IsOneTextEach()
    {
        var json = JsonSerializer.Serialize(new Parcel { Channel = Channel.LiveChat, Customer = new CustomerId("anna"), Price = Money.Of(59, "EUR"), Points = { [Channel.Email] = 3 } }, ParcelJson.Default.Parcel);

        Assert.Equal("""{"Channel":"live-chat","Customer":"anna","Price":{"minor":5900,"currency":"EUR"},"Points":{"email":3}}""", json);
        var read = JsonSerializer.Deserialize(json, ParcelJson.Default.Parcel)!;
        Assert.Equal((Channel.LiveChat, new CustomerId("anna"), Money.Of(59, "EUR"), 3), (read.Channel, read.Customer, read.Price, read.Points[Channel.Email]));
    }

    [Theory]
    [InlineData("""{"Channel":"Live Chat"}""")]
    [InlineData("""{"Channel":7}""")]
    [InlineData("""{"Channel":null}""")]
    [InlineData("""{"Customer":""}""")]
    [InlineData("""{"Points":{"E MAIL":1}}""")]
    [InlineData("""{"Price":"59 EUR"}""")]
    [InlineData("""{"Price":{"minor":1}}""")]
    [InlineData("""{"Price":{"minor":1.5,"currency":"EUR"}}""")]
    [InlineData("""{"Price":{"minor":1,"currency":"euro"}}""")]
    [InlineData("""{"Price":{"minor":"1","currency":"EUR"}}""")]
    public void Read_OfWhatIsNoValue_Throws(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ParcelJson.Default.Parcel));

    [Fact]
    public void Read_OfMoneyWithMoreMembers_PassesOverThem() =>
        Assert.Equal(Money.Of(1, "JPY"), JsonSerializer.Deserialize("""{"Price":{"x":{"minor":9},"currency":"JPY","minor":1,"y":[2]}}""", ParcelJson.Default.Parcel)!.Price);

    internal sealed class Parcel
    {
        public Channel Channel { get; set; }

        public CustomerId Customer { get; set; }

        public Money Price { get; set; }

        public Dictionary<Channel, int> Points { get; set; } = [];
    }

    [JsonSerializable(typeof(Parcel))]
    internal sealed partial class ParcelJson : JsonSerializerContext;
}
