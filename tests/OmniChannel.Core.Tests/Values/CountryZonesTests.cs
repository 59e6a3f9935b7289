namespace OmniChannel.Tests.Values;

public sealed class CountryZonesTests
{
    [Theory]
    [InlineData("DE", "Europe/Berlin Europe/Busingen")]
    [InlineData("dk", "Europe/Copenhagen")]
    [InlineData("ES", "Africa/Ceuta Atlantic/Canary Europe/Madrid")]
    [InlineData("XX", "")]
    [InlineData("", "")]
    [InlineData("DEU", "")]
    public void Of_Country_GivesItsOwnZones(string country, string zones) => Assert.Equal(zones, string.Join(' ', CountryZones.Of(country)));

    [Fact]
    public void Zones_OfEveryCountry_AreKnownToTheSystem()
    {
        Assert.InRange(CountryZones.Zones.Count(), 400, 600);
        Assert.All(CountryZones.Zones, zone => Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _), zone));
    }
}
