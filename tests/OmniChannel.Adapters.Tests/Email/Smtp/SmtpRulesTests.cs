using OmniChannel.Delivery;
using OmniChannel.Email;

namespace OmniChannel.Tests.Email;

public sealed class SmtpRulesTests
{
    private static readonly SmtpStage[] Answered =
        [SmtpStage.Greeting, SmtpStage.Hello, SmtpStage.StartTls, SmtpStage.Login, SmtpStage.Sender, SmtpStage.Recipient, SmtpStage.DataStart, SmtpStage.DataEnd];

    [Fact]
    public void Rules_EveryNegativeReplyAtEveryStage_HasARow()
    {
        foreach (var stage in Answered)
        {
            for (var code = 400; code < 600; code++)
            {
                var outcome = SmtpVerdict.Of(stage, SmtpReply.Of(code, ["whatever"]));
                Assert.NotEqual(AttemptResult.Unknown, outcome.Result);
                Assert.DoesNotContain("does not belong", outcome.Detail, StringComparison.Ordinal);
                Assert.Equal(code < 500, outcome.Result == AttemptResult.NotSent && outcome.Fault == AttemptFault.Provider);
            }
        }
    }

    [Fact]
    public void Rules_FaultOfTheRecipient_NeedsACodeThatSaysSo()
    {
        string[] codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.10", "5.2.1"];
        var blaming = SmtpRules.All.Where(static row => row.Fault == AttemptFault.Recipient).ToList();
        Assert.Equal(codes.Order(), blaming.SelectMany(static row => row.Enhanced).Order());
        Assert.All(blaming, static row => Assert.DoesNotContain(SmtpStage.Sender, row.Stages));
        for (var code = 500; code < 600; code++)
        {
            Assert.NotEqual(AttemptFault.Recipient, SmtpVerdict.Of(SmtpStage.Recipient, SmtpReply.Of(code, ["unknown user"])).Fault);
        }
    }

    [Theory]
    [InlineData(SmtpStage.Recipient, 550, "5.1.1", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.Recipient, 550, "5.1.2", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.Recipient, 553, "5.1.3", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.Recipient, 556, "5.1.10", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.Recipient, 550, "5.2.1", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.DataEnd, 550, "5.1.1", AttemptResult.Rejected, AttemptFault.Recipient)]
    [InlineData(SmtpStage.Recipient, 552, "5.2.2", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.Recipient, 550, "5.7.1", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.Recipient, 550, null, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.Recipient, 501, null, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.Recipient, 530, "5.7.0", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Recipient, 550, "5.7.8", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Recipient, 550, "5.4.5", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Recipient, 452, "4.2.2", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(SmtpStage.Recipient, 451, "4.7.1", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(SmtpStage.Sender, 552, null, AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.Sender, 553, "5.1.8", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Login, 535, "5.7.8", AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Login, 454, "4.7.0", AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(SmtpStage.Greeting, 554, null, AttemptResult.NotSent, AttemptFault.Account)]
    [InlineData(SmtpStage.Greeting, 421, null, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(SmtpStage.DataEnd, 552, "5.3.4", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.DataEnd, 554, "5.7.1", AttemptResult.Rejected, AttemptFault.Message)]
    [InlineData(SmtpStage.DataEnd, 421, null, AttemptResult.NotSent, AttemptFault.Provider)]
    [InlineData(SmtpStage.DataEnd, 354, null, AttemptResult.Unknown, AttemptFault.Provider)]
    internal void Rules_Reply_MeansThis(SmtpStage stage, int code, string? enhanced, AttemptResult result, AttemptFault fault)
    {
        var outcome = SmtpVerdict.Of(stage, SmtpReply.Of(code, [$"{enhanced} anna@example.com"]));
        Assert.Equal((result, fault), (outcome.Result, outcome.Fault));
        Assert.DoesNotContain("anna", outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.1.1 no such user", "550 5.1.1")]
    [InlineData("5.1.1", "550 5.1.1")]
    [InlineData("4.1.1 other class", "550")]
    [InlineData("5.1.1234 long", "550")]
    [InlineData("5.1 short", "550")]
    [InlineData("5..1 empty", "550")]
    [InlineData("no code", "550")]
    public void Reply_EnhancedCode_IsTakenOnlyWhenItAgrees(string text, string codes) => Assert.Equal(codes, SmtpReply.Of(550, [text]).Codes);
}
