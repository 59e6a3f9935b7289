using OmniChannel.Delivery;
using OmniChannel.Testing;

namespace OmniChannel.Tests.Testing;

/// <summary>The suite can fail: each of these faults of an adapter is found, and said so; without a fault everything passes.</summary>
public sealed class HttpAdapterConformanceTests
{
    public static TheoryData<string> Names => [.. HttpAdapterConformance.Names];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Names))]
    public Task Run_OnASoundAdapter_Passes(string name) => HttpAdapterConformance.RunAsync(name, address => Describe("", address), TestContext.Current.CancellationToken);

    /// <summary>A fault, and a case that finds it; every case finds one.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "sends twice", "Send_Good_IsAcceptedWithTheProvidersId" },
        { "no id", "Send_Good_IsAcceptedWithTheProvidersId" },
        { "account is final", "Send_401And403_AreTheAccountsFault" },
        { "waits for ever", "Send_429_IsNotSentAndWaits" },
        { "no wait", "Send_429_IsNotSentAndWaits" },
        { "no wait", "Send_429InEveryDialect_WaitsAsTheProviderSays" },
        { "does not speak its dialect", "Send_429InEveryDialect_WaitsAsTheProviderSays" },
        { "hears any dialect", "Send_429InEveryDialect_WaitsAsTheProviderSays" },
        { "follows redirects", "Send_Redirect_IsNotFollowed" },
        { "a key for each attempt", "Send_SameMessage_SendsTheSameKey" },
        { "down is final", "Send_Refused_IsNotSent" },
        { "down is doubt", "Send_NoTls_IsNotSent" },
        { "believes any certificate", "Send_SelfSignedCertificate_IsNotSent" },
        { "believes any certificate", "Send_CertificateOfAnother_IsNotSent" },
        { "down is doubt", "Send_CertificateOfAnother_IsNotSent" },
        { "doubt is no", "Send_ResetAfterTheRequest_IsUnknown" },
        { "doubt is no", "Send_504_IsUnknown" },
        { "doubt is yes", "Send_Silence_IsUnknownAndEnds" },
        { "doubt is yes", "Send_SilenceForTooLong_IsUnknownAndEnds" },
        { "doubt is no", "Send_SlowBody_IsAnOutcome" },
        { "doubt is yes", "Send_SlowBody_IsAnOutcome" },
        { "doubt is no", "Send_SlowBodyForTooLong_IsAnOutcome" },
        { "doubt is yes", "Send_ResetBeforeTheRequest_IsNoYesAndNoNo" },
        { "tries a reset again", "Send_ResetBeforeTheRequest_IsNoYesAndNoNo" },
        { "doubt is no", "Send_ResetAfterTheHead_IsJudgedByWhatCame" },
        { "doubt is yes", "Send_ResetAfterTheHead_IsJudgedByWhatCame" },
        { "throws at HTML", "Send_502WithHtml_IsNotSent" },
        { "trouble is ours", "Send_500_IsNotSent" },
        { "trouble is ours", "Send_502WithHtml_IsNotSent" },
        { "trouble is ours", "Send_503WithEmptyBody_IsNotSent" },
        { "bad JSON is the recipient's", "Send_400WithOddJson_IsAnOutcome" },
        { "bad JSON is the recipient's", "Send_400CutOff_IsAnOutcome" },
        { "no wait", "Send_429CutOff_IsNotSentAndWaits" },
        { "believes in types", "Send_WrongContentType_IsJudgedByTheBody" },
        { "throws at HTML", "Send_500WithDeepJson_IsNotSent" },
        { "any 2xx is yes", "Send_YesThatCannotBeRead_IsNoYes" },
        { "any 2xx is yes", "Send_EveryCase_MeansWhatTheTableSays" },
        { "takes less than the channel", "Send_WhatTheChannelCan_IsAccepted" },
        { "takes less than it says", "Send_BeyondALimit_IsRejectedWithoutACall" },
        { "takes anything", "Send_BeyondALimit_IsRejectedWithoutACall" },
        { "secret in a detail", "Send_Whatever_ShowsNoSecret" },
        { "secret in a span", "Send_Whatever_ShowsNoSecret" },
        { "address in a detail", "Send_Whatever_ShowsNoSecret" },
        { "text in the path", "Send_HostileText_AddsNoHeaderAndLeavesTheUrl" },
        { "text in a header", "Send_HostileText_AddsNoHeaderAndLeavesTheUrl" },
    };

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Faults))]
    public async Task Run_OnAnAdapterWithAFault_NamesCaseAndPromise(string fault, string name)
    {
        var broken = await Assert.ThrowsAsync<ConformanceException>(() => HttpAdapterConformance.RunAsync(name, address => Describe(fault, address), TestContext.Current.CancellationToken));

        Assert.StartsWith($"{name}: ", broken.Message, StringComparison.Ordinal);
        Assert.Contains("The contract: ", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>A case that nothing fails is worth nothing.</summary>
    [Fact]
    public void Names_AreAllFailedByAFault() => Assert.Empty(HttpAdapterConformance.Names.Except(Faults.Select(row => row.Data.Item2)));

    private static HttpAdapterUnderTest Describe(string fault, Uri address) => Describe(fault, address, new ManualClock());

    private static HttpAdapterUnderTest Describe(string fault, Uri address, ManualClock clock) => new()
    {
        Adapter = new BrokenHttpAdapter(fault, address, clock),
        Clock = clock,
        Good = ProviderReply.Json(200, """{"id":"m1"}"""),
        GoodId = "m1",
        Capabilities = ChannelDefinitions.Sms.Capabilities,
        Limits = [ProviderLimit.Characters(1_600)],
        RetryAfter = RetryAfterDialect.Telegram,
        Cases = [new() { Name = "a 200 that means no", Reply = ProviderReply.Json(200, """{"code":"opted-out"}"""), Result = AttemptResult.Rejected, Fault = AttemptFault.Recipient, Code = "opted-out" }],
        ValidAddresses = ["+15550001"],
        InvalidAddresses = ["x"],
        Secrets = [BrokenHttpAdapter.Secret],
        IdempotencyKey = request => request.Header("Idempotency-Key"),
    };
}
