using FsCheck;
using FsCheck.Fluent;

namespace OmniChannel.Tests.Orchestration.Suppressions;

public sealed class StopWordsTests
{
    private static readonly string[] Fcc = ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"];
    private static readonly string[] Carriers = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];

    [Fact]
    public void IsStop_EveryWordOfTheFccAndTheCarriers_IsOneInATextMessage() => Assert.All(Fcc.Concat(Carriers), word => Assert.True(StopWords.IsStop(Channel.Sms, word), word));

    [Theory]
    [InlineData("Stop.")]
    [InlineData("  sToP  ")]
    [InlineData("STOP!")]
    [InlineData("stop .\r\n")]
    public void IsStop_InAnyCaseWithAFullStopOrBlanks_IsOne(string text) => Assert.True(StopWords.IsStop(Channel.Sms, text));

    [Theory]
    [InlineData("STOP PLEASE")]
    [InlineData("please stop")]
    [InlineData("Stop by the shop")]
    [InlineData("HELP")]
    [InlineData("INFO")]
    [InlineData("START")]
    [InlineData("s.t.o.p")]
    [InlineData("stopp it")]
    [InlineData("")]
    [InlineData("...")]
    public void IsStop_MoreThanTheWordOrAnotherOne_IsNone(string text) => Assert.False(StopWords.IsStop(Channel.Sms, text));

    [Theory]
    [InlineData("cancel")]
    [InlineData("end")]
    [InlineData("quit")]
    [InlineData("revoke")]
    public void IsStop_AWordThatMayMeanAnOrder_IsNoneOutsideTextMessages(string text) => Assert.False(StopWords.IsStop(Channel.Email, text));

    [Theory]
    [InlineData("START", true)]
    [InlineData("Unstop.", true)]
    [InlineData("YES", false)] // an answer to a question, more often than not
    [InlineData("start again", false)]
    [InlineData("HELP", false)]
    [InlineData("STOP", false)]
    public void IsStart_OnlyTheWord_Opens(string text, bool expected) => Assert.Equal(expected, StopWords.IsStart(text));

    [Fact]
    public void IsStop_AnyText_IsNeverStopAndStart() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Gen.Elements("stoparuneSTOPARUNE .!".ToCharArray()).ArrayOf().Select(letters => new string(letters)).ToArbitrary(), text => !(StopWords.IsStop(Channel.Sms, text) && StopWords.IsStart(text))));
}
