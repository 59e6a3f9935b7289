namespace OmniChannel.Tests.Carts;

public sealed class PairTableTests
{
    [Fact]
    public void TwoDevices_WithoutSightOfEachOther_GiveTheTable() => PairTable.Check(null);
}
