namespace OmniChannel.Tests.Carts;

/// <summary>RFC 8785, with the numbers of its appendix B as far as JSON text can say them.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(4.35, "4.35")]
    [InlineData(0.002, "0.002")]
    [InlineData(4.5, "4.5")]
    [InlineData(-0.0, "0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(-5e-324, "-5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(295147905179352830000d, "295147905179352830000")]
    [InlineData(9.999999999999997e22, "9.999999999999997e+22")]
    [InlineData(1e23, "1e+23")]
    [InlineData(999999999999999700000d, "999999999999999700000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(9.999999999999997e-7, "9.999999999999997e-7")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(333333333.33333329, "333333333.3333333")]
    [InlineData(-0.0000033333333333333333, "-0.0000033333333333333333")]
    [InlineData(1424953923781206.2, "1424953923781206.2")]
    [InlineData(100, "100")]
    public void Number_IsWrittenAsEcmaScriptDoes(double value, string expected) => Assert.Equal(expected, CanonicalJson.Number(value));

    [Theory]
    [InlineData("{ \"b\" : 1.0, \"a\" : [ true , null, \"x\" ] }", "{\"a\":[true,null,\"x\"],\"b\":1}")]
    [InlineData("{\"\\u20ac\":1,\"\\u00f6\":2,\"1\":3}", "{\"1\":3,\"ö\":2,\"€\":1}")]
    [InlineData("{\"e\\u0301\":\"o\\u0308\"}", "{\"é\":\"ö\"}")]
    [InlineData("{\"q\":\"say \\\"hi\\\" \\\\ \\/\"}", "{\"q\":\"say \\\"hi\\\" \\\\ /\"}")]
    [InlineData("{}", "{}")]
    public void Object_HasOneForm(string text, string expected) => Assert.Equal(expected, CanonicalJson.Of(text));

    [Fact]
    public void Item_WithItsAttributesInAnyOrder_IsOneLine()
    {
        var one = ItemCheck.Canonical(new CartItem { Variant = "ring", Attributes = "{\"size\":52,\"text\":\"for é\"}" })!;
        var other = ItemCheck.Canonical(new CartItem { Variant = "ring", Attributes = "{ \"text\":\"for e\\u0301\", \"size\":52.0 }" })!;

        Assert.Equal(LineKey.Of(TenantId.Default, one), LineKey.Of(TenantId.Default, other));
        CartItem[] different =
        [
            one with { Variant = "rin", Attributes = null }, one with { Attributes = null }, one with { PickupStore = "berlin-1" }, one with { PickupStore = "berlin-2" },
            one with { PriceOverride = Money.Of(3, "EUR") }, one with { PriceOverride = Money.Of(3, "SEK") }, one with { IsSaved = true }, one with { Apart = "1@guest" }, one,
        ];
        Assert.Distinct(different.Select(item => LineKey.Of(TenantId.Default, item)));
        Assert.NotEqual(LineKey.Of(TenantId.Default, one), LineKey.Of(new TenantId("other"), one));
    }
}
