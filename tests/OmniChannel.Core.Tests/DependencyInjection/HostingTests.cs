using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Tests.Orchestration;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class HostingTests
{
    private readonly ScriptedAdapter _mail = new(Channel.Email);

    [Fact]
    public async Task Start_WithProblems_NamesThoseOfEveryInstanceTogether()
    {
        var builder = HostedShop.Host(("OmniChannel:MaxAttempts", "0"), ("B:Dispach", "None"));
        builder.Services.AddOmniChannel(builder.Configuration)
            .AddCampaign(Shop.Campaign)
            .AddAccount(OmniChannelBuilderTests.Fax("default"))
            .AddAdapter(_ => new ScriptedAdapter(Channel.Email) { FallbackBaseUri = null });
        builder.Services.AddOmniChannel("brand-b", builder.Configuration.GetSection("B"));
        using var host = builder.Build();

        var failed = await Assert.ThrowsAsync<OmniChannelStartException>(() => host.StartAsync(HostedShop.Stop));

        Assert.All(
            ["MaxAttempts is 0", "sms", "OmniChannel:Accounts:Fax:default: Number is missing.", "PublicBaseUri", "B:Dispach"],
            expected => Assert.Contains(failed.Problems, problem => problem.Contains(expected, StringComparison.Ordinal)));
        Assert.Contains(failed.Problems, problem => problem.StartsWith("The OmniChannel instance 'brand-b': ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ComesBeforeEveryOtherServiceOfTheHost()
    {
        var builder = HostedShop.Host();
        builder.Services.AddSingleton<IHostedService, SendsAtOnce>();
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();

        await host.StartAsync(HostedShop.Stop);
        await host.StopAsync(HostedShop.Stop);

        Assert.IsType<SendResult.Queued>(((SendsAtOnce)host.Services.GetServices<IHostedService>().First()).Result);
    }

    [Fact]
    public async Task Start_Cancelled_EndsWithoutHavingStarted()
    {
        var builder = HostedShop.Host();
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StartAsync(new CancellationToken(canceled: true)));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Services.GetRequiredService<IChannelOrchestrator>().SaveAsync(Shop.Profile, HostedShop.Stop));
    }

    [Fact]
    public async Task Background_DispatchesWhatIsSent()
    {
        var handedOver = new TaskCompletionSource<OutgoingMessage>();
        _mail.Answer = (message, _) =>
        {
            handedOver.TrySetResult(message);
            return ValueTask.FromResult(AttemptOutcome.Accepted());
        };
        var builder = HostedShop.Host();
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var omni = host.Services.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(Shop.Profile, HostedShop.Stop);

        await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop);

        Assert.Equal(Shop.AnnasMailbox, (await handedOver.Task.WaitAsync(HostedShop.Stop)).Address);
        await host.StopAsync(HostedShop.Stop);
    }

    [Fact]
    public async Task None_LeavesDispatchingToTheHost()
    {
        var builder = HostedShop.Host(("OmniChannel:Dispatch", "None"));
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var omni = host.Services.GetRequiredService<OmniChannelRuntime>();
        await omni.SaveAsync(Shop.Profile, HostedShop.Stop);
        var sent = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop));

        // The service of this node still watches the policy; what is due, nobody takes.
        Assert.False(Assert.Single(host.Services.GetServices<IHostedService>().OfType<BackgroundService>()).ExecuteTask!.IsCompleted);
        Assert.Equal(DeliveryStatus.Queued, (await omni.FindDeliveryAsync(sent.Delivery, HostedShop.Stop))!.Status);
        Assert.Equal(1, await omni.DispatchDueAsync(HostedShop.Stop));
        Assert.Equal(DeliveryStatus.Accepted, (await omni.FindDeliveryAsync(sent.Delivery, HostedShop.Stop))!.Status);
        await host.StopAsync(HostedShop.Stop);
    }

    [Fact]
    public async Task Stop_WaitsForWhatIsUnderWayAndRecordsIt()
    {
        var (begun, answer) = (new TaskCompletionSource(), new TaskCompletionSource<AttemptOutcome>());
        _mail.Answer = async (_, _) =>
        {
            begun.SetResult();
            return await answer.Task;
        };
        var builder = HostedShop.Host();
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var omni = host.Services.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(Shop.Profile, HostedShop.Stop);
        var sent = Assert.IsType<SendResult.Queued>(await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop));
        await begun.Task.WaitAsync(HostedShop.Stop);

        var stopped = host.StopAsync(HostedShop.Stop);
        Assert.False(stopped.IsCompleted);
        answer.SetResult(AttemptOutcome.Accepted());
        await stopped;

        Assert.Equal(DeliveryStatus.Accepted, (await omni.FindDeliveryAsync(sent.Delivery, HostedShop.Stop))!.Status);
    }

    [Fact]
    public async Task Stop_WhenAnAttemptHangs_EndsWithTheHostsTimeout()
    {
        var (begun, never) = (new TaskCompletionSource(), new TaskCompletionSource<AttemptOutcome>());
        _mail.Answer = async (_, _) =>
        {
            begun.SetResult();
            return await never.Task;
        };
        var builder = HostedShop.Host(("OmniChannel:StopTimeout", "00:00:00"));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var omni = host.Services.GetRequiredService<IChannelOrchestrator>();
        await omni.SaveAsync(Shop.Profile, HostedShop.Stop);
        await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop);
        await begun.Task.WaitAsync(HostedShop.Stop);

        await host.StopAsync(HostedShop.Stop).WaitAsync(HostedShop.Stop);

        Assert.Single(_mail.Given);
        never.SetResult(AttemptOutcome.Accepted());
    }

    [Theory]
    [InlineData("00:00:20", 20.0, "Background", false)]
    [InlineData("00:00:20", 5.0, "Background", false)]
    [InlineData("00:00:20", 20.5, "Background", true)]
    [InlineData("00:00:20", -0.001, "Background", true)]
    [InlineData("00:00:20", 5.0, "None", true)]
    public async Task Start_WhenTheHostWaitsNoLongerThanTheInstanceTakesToStop_IsRefused(string takes, double waits, string dispatch, bool starts)
    {
        var builder = HostedShop.Host(("OmniChannel:StopTimeout", takes), ("OmniChannel:Dispatch", dispatch));
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(waits));
        using var host = builder.Build();
        if (starts)
        {
            await host.StartAsync(HostedShop.Stop);
            await host.StopAsync(HostedShop.Stop);
            return;
        }

        var refused = await Assert.ThrowsAsync<OmniChannelStartException>(() => host.StartAsync(HostedShop.Stop));

        Assert.Contains("HostOptions.ShutdownTimeout", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_OfTwoBrands_KnowNothingOfEachOther()
    {
        var builder = HostedShop.Host(("OmniChannel:Dispatch", "None"), ("B:Dispatch", "None"));
        var mailOfB = new ScriptedAdapter(Channel.Email);
        var store = new MemoryStore();
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail).UseStore(_ => store);
        builder.Services.AddOmniChannel("brand-b", builder.Configuration.GetSection("B")).AddShop(mailOfB).UseStore(_ => store);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var (a, b) = (host.Services.GetRequiredService<OmniChannelRuntime>(), host.Services.GetRequiredKeyedService<OmniChannelRuntime>("brand-b"));

        await b.SaveAsync(Shop.Profile, HostedShop.Stop);
        await b.SendAsync(Shop.Message, Shop.Anna, cancellationToken: HostedShop.Stop);

        Assert.Null(await a.FindCustomerAsync(Shop.Anna, HostedShop.Stop));
        Assert.Equal(0, await a.DispatchDueAsync(HostedShop.Stop));
        Assert.Equal(1, await b.DispatchDueAsync(HostedShop.Stop));
        Assert.Equal(new TenantId("brand-b"), Assert.Single(mailOfB.Given).Tenant);
        Assert.Empty(_mail.Given);
        await host.StopAsync(HostedShop.Stop);
    }

    [Fact]
    public async Task Decide_WithAContainerAndWithout_IsTheSame()
    {
        var builder = HostedShop.Host(("OmniChannel:TimeZone", "Europe/Berlin"), ("OmniChannel:Dispatch", "None"));
        builder.Services.AddOmniChannel(builder.Configuration).AddShop(_mail);
        using var host = builder.Build();
        await host.StartAsync(HostedShop.Stop);
        var with = host.Services.GetRequiredService<IChannelOrchestrator>();
        await with.SaveAsync(Shop.Profile, HostedShop.Stop);
        await using var without = await Shop.OpenAsync();

        var (one, other) = (await with.DecideAsync(Shop.Message, Shop.Anna, HostedShop.Stop), await without.Runtime.DecideAsync(Shop.Message, Shop.Anna, HostedShop.Stop));

        Assert.Equal(Channel.Email, one.Choice?.Channel);
        Assert.Equal(other.SnapshotHash, one.SnapshotHash);
        Assert.Equal(other.PolicyHash, one.PolicyHash);
        Assert.Equal(other.ToString(), one.ToString());
        await host.StopAsync(HostedShop.Stop);
    }

    /// <summary>A service of the host that sends while it starts.</summary>
    private sealed class SendsAtOnce(IChannelOrchestrator omni) : IHostedService
    {
        public SendResult? Result { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await omni.SaveAsync(Shop.Profile, cancellationToken);
            Result = await omni.SendAsync(Shop.Message, Shop.Anna, cancellationToken: cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
