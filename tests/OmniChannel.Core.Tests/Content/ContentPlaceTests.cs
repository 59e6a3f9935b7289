namespace OmniChannel.Tests.Content;

public sealed class ContentPlaceTests
{
    [Fact]
    public void ToString_OfEachPart_IsItsName()
    {
        Assert.Equal(["text", "subject", "html", "link", "image", "format"], Enum.GetValues<ContentPart>().Where(part => part != ContentPart.Button).Select(part => ContentPlace.Of(part).ToString()));
        Assert.Equal("button 3", ContentPlace.Button(3).ToString());
        Assert.Equal(ContentPlace.Of(ContentPart.Text), default);
    }

    [Fact]
    public void Of_ButtonWithoutANumber_SaysWhatToCall()
    {
        Assert.Contains("ContentPlace.Button(1)", Assert.Throws<ArgumentException>(() => ContentPlace.Of(ContentPart.Button)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ContentPlace.Button(0));
    }
}
