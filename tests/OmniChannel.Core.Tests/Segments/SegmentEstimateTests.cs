namespace OmniChannel.Tests.Segments;

public sealed class SegmentEstimateTests
{
    /// <summary>Values of R: prop.test(x, n, correct = FALSE)$conf.int.</summary>
    [Theory]
    [InlineData(15, 100, 9.31, 23.28)]
    [InlineData(0, 100, 0.0, 3.70)]
    [InlineData(100, 100, 96.30, 100.0)]
    [InlineData(500, 1000, 46.91, 53.09)]
    public void FromSample_OfTenThousand_IsTheIntervalOfWilson(int found, int sampled, double low, double high)
    {
        var estimate = SegmentEstimate.FromSample(found, sampled, 1_000_000_000);
        Assert.Equal((low, high), (Math.Round(estimate.Low / 1e7, 2), Math.Round(estimate.High / 1e7, 2)));
        Assert.False(estimate.IsExact);
        Assert.Equal((sampled, found), (estimate.Sampled, estimate.Found));
    }

    [Fact]
    public void FromSample_OfEverybody_IsCounted()
    {
        var estimate = SegmentEstimate.FromSample(3, 10, 10);
        Assert.True(estimate.IsExact);
        Assert.Equal((3L, 3L, 3L), (estimate.Low, estimate.Size, estimate.High));
        Assert.Equal("3 of 10 customers, counted", estimate.ToString());
    }

    [Fact]
    public void FromSample_OfAFew_NeverExcludesWhatWasSeen()
    {
        for (var found = 0; found <= 9; found++)
        {
            var estimate = SegmentEstimate.FromSample(found, 9, 10);
            Assert.InRange(estimate.Low, found, found + 1);
            Assert.InRange(estimate.High, found, found + 1);
        }
    }
}
