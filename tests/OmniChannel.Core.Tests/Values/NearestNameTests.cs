namespace OmniChannel.Tests.Values;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["customer.name", "message.cart.total", "message.cart.link", "ab", "ac"];

    [Theory]
    [InlineData("customer.nme", "customer.name")]
    [InlineData("Customer.Name", "customer.name")]
    [InlineData("message.cart.totals", "message.cart.total")]
    [InlineData("message.card.lnk", "message.cart.link")]
    [InlineData("ad", "ab")]
    [InlineData("something.else.entirely", null)]
    [InlineData("", "ab")]
    public void To_Slip_FindsTheNearestAndAmongEqualsTheFirst(string written, string? nearest) => Assert.Equal(nearest, NearestName.To(written, Known.Reverse()));

    [Fact]
    public void To_HostileLength_IsNoSlip() => Assert.Null(NearestName.To(new string('a', 1_000_000), Known));
}
