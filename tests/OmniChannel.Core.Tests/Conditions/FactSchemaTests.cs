using System.Text;

namespace OmniChannel.Tests.Conditions;

public sealed class FactSchemaTests
{
    private static readonly FactSchema Own = FactSchema.BuiltIn.With(
        Facts.Custom.Flag("vip", "Whether the customer is a VIP."),
        Facts.Custom.Number("risk", "How risky.", -5, 100, unit: "points"),
        Facts.Custom.Rate("opens", "Of a thousand, how many are opened.", perChannel: true),
        Facts.Custom.Text("tier", "The tier, \"ä\" too.", ["gold", "silver"]),
        Facts.Custom.Text("city", "The city."),
        Facts.Custom.Money("credit", "Credit.", "EUR"));

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameSchema()
    {
        var read = FactSchema.Read(Own.Write());

        Assert.Empty(read.Diagnostics);
        Assert.True(read.IsRead);
        Assert.Equal(Own.All, read.Schema.All);
        Assert.Equal(Own.Write(), read.Schema.Write());
        Assert.All(Own.All.Zip(read.Schema.All), pair => Assert.Equal(pair.First.GetType(), pair.Second.GetType()));
    }

    [Fact]
    public void Read_OfBadDeclarations_NamesThemAllWithTheirPlaces()
    {
        var read = Read("""
            { // the shop's
              "version": 2,
              "facts": [
                { "name": "custom.a", "type": "int", "min": 1, "max": 0 },
                { "name": "custom.b", "type": "integer" },
                { "name": "cart.totel", "type": "money" },
                { "name": "cart.total", "type": "int" },
                { "name": "custom.c", "type": "bool", "perChanel": true, },
                { "name": "custom.c", "type": "bool" },
                7,
              ],
            }
            """);

        Assert.False(read.IsRead);
        Assert.Equal(
            [("2:14", "OC1009"), ("4:5", "OC1010"), ("5:5", "OC1010"), ("6:5", "OC1011"), ("7:5", "OC1010"), ("8:56", "OC1006"), ("9:5", "OC1005"), ("10:5", "OC1008")],
            read.Diagnostics.Select(one => ($"{one.Line}:{one.Column}", one.Code)));
        Assert.Contains(read.Diagnostics, one => one.Fix == "Did you mean \"cart.total\"?");
        Assert.Contains(read.Diagnostics, one => one.Fix == "Did you mean \"perChannel\"?");
    }

    [Fact]
    public void With_TheSameNameDeclaredOtherwise_Throws()
    {
        Assert.Same(Own.Find("custom.vip"), Own.With(Facts.Custom.Flag("vip", "Said in other words.")).Find("custom.vip"));
        Assert.Contains("different ways", Assert.Throws<ArgumentException>(() => Own.With(Facts.Custom.Flag("risk", ""))).Message, StringComparison.Ordinal);
    }

    private static FactSchemaReadResult Read(string json) => FactSchema.Read(Encoding.UTF8.GetBytes(json));
}
