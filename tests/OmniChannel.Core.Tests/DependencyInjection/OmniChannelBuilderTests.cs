using Microsoft.Extensions.DependencyInjection;
using OmniChannel.Delivery;
using OmniChannel.Storage;
using OmniChannel.Testing;

namespace OmniChannel.Tests.DependencyInjection;

public sealed class OmniChannelBuilderTests
{
    private readonly ServiceCollection _services = new();
    private readonly OmniChannelBuilder _builder;

    public OmniChannelBuilderTests() => _builder = _services.AddOmniChannel(Parts.Configuration());

    [Fact]
    public async Task Setup_WhenNothingIsSaid_HasTheDefaultsOfOneWithoutAContainer()
    {
        await using var provider = _services.BuildServiceProvider();
        var (with, without) = (provider.GetRequiredService<OmniChannelSetup>(), new OmniChannelSetup());

        Assert.Same(without.Policy, with.Policy);
        Assert.Equal(without.Tenant, with.Tenant);
        Assert.Same(without.Time, with.Time);
        Assert.Equivalent(without.Options, with.Options, strict: true);
        Assert.Null(with.Store);
        Assert.Null(with.Random);
        Assert.Null(with.Relevance);
        Assert.Null(with.Agents);
        Assert.Empty(with.Adapters);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Setup_WhenTheHostRegisteredItsOwn_TakesThose(bool before)
    {
        var (clock, store, relevance, agents) = (new ManualClock(), new MemoryStore(), new Never(), new OneAgent());
        var services = new ServiceCollection();
        if (before)
        {
            Own();
        }

        services.AddOmniChannel(Parts.Configuration()).UseMemoryStore().UseRelevance<Never>().UseAgents(_ => 7);
        if (!before)
        {
            Own();
        }

        await using var provider = services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Same(clock, setup.Time);
        Assert.Same(store, setup.Store);
        Assert.Same(relevance, setup.Relevance);
        Assert.Same(agents, setup.Agents);

        void Own() => services
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IOmniStore>(store)
            .AddSingleton<IMessageRelevance>(relevance)
            .AddSingleton<IAgentAvailability>(agents);
    }

    [Fact]
    public async Task Setup_OfANamedInstance_TakesWhatTheHostRegisteredUnderItsKeyOnly()
    {
        var (mine, others) = (new MemoryStore(), new MemoryStore());
        _services.AddOmniChannel("brand-b", Parts.Configuration().GetSection("B"));
        _services.AddKeyedSingleton<IOmniStore>("brand-b", mine).AddSingleton<IOmniStore>(others).AddSingleton<IMessageRelevance, Never>();

        await using var provider = _services.BuildServiceProvider();
        var setup = provider.GetRequiredKeyedService<OmniChannelSetup>("brand-b");

        Assert.Same(mine, setup.Store);
        Assert.Null(setup.Relevance);
    }

    [Fact]
    public async Task Use_SaidTwice_TheLastOneHolds()
    {
        var last = new MemoryStore();
        var policy = DefaultPolicy.Instance with { Name = "mine" };
        _builder.UseMemoryStore().UseStore(_ => last).UseAgents<OneAgent>().UseAgents(channel => channel == Channel.LiveChat ? 3 : 0)
            .UsePolicy(DefaultPolicy.Instance).UsePolicy(policy).UseRelevance<Never>();

        await using var provider = _services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Same(last, setup.Store);
        Assert.Same(policy, setup.Policy);
        Assert.IsType<Never>(setup.Relevance);
        Assert.Equal(3, await setup.Agents!.FreeAgentsAsync(Channel.LiveChat, TestContext.Current.CancellationToken));
        Assert.Equal(0, await setup.Agents.FreeAgentsAsync(Channel.CallCentre, TestContext.Current.CancellationToken));
    }

    /// <summary>Two modules that know nothing of each other, each with a list of its own.</summary>
    [Fact]
    public async Task AddSurveyAndAddSegment_OfEqualOnesByTwoModules_KeepOne()
    {
        _builder.AddSurvey(Shoes("How often?")).AddSegment(Runners("daily")).AddSurvey(Shoes("How often?")).AddSegments(Runners("daily"), Runners("daily"));
        _builder.AddSurvey(Shoes("How often, truly?")).AddSegment(Runners("never"));

        await using var provider = _services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Equal(["How often?", "How often, truly?"], setup.Surveys.Select(survey => survey.Questions[0].Text));
        Assert.Equal(2, setup.Segments.Count);

        static TextFact Often() => Facts.Custom.Text("often", "How often.", ["daily", "never"]);
        static Segment Runners(string often) => new() { Id = new("runners"), Name = "Runs", When = (Often().In("never", often) & Facts.Customer.HasBought) | SegmentFile.ReadCondition("customer.hoursSinceTouch % 2 == 1", SegmentSet.Empty) };
        static Survey Shoes(string text) => new()
        {
            Id = new("shoes"),
            Title = "One question",
            Questions =
            [
                SurveyQuestion.SingleChoice("often", text, SurveyOption.Of("never", "Never"), SurveyOption.Of("daily", "Every day")) with { Fact = Often() },
                SurveyQuestion.YesNo("news", "May we write?") with { YesWords = ["ja"], NoWords = ["nein"] },
            ],
        };
    }

    [Fact]
    public async Task AddCampaign_OfOneNameAndTwoTexts_KeepsBothForTheStartCheckToName()
    {
        _builder.AddCampaign(Parts.Reminder()).AddCampaign(Parts.Reminder()).AddCampaign(Parts.Reminder("Another text."));

        await using var provider = _services.BuildServiceProvider();

        Assert.Equal(2, provider.GetRequiredService<OmniChannelSetup>().Campaigns.Count);
    }

    [Fact]
    public async Task AddAdapter_KeepsTheOrderAndWhatTheContainerGives()
    {
        _services.AddSingleton(new Label("eu"));
        _builder.AddAdapter(_ => new KeptMail("first")).AddAdapter<Labelled>().AddAdapter(_ => new KeptMail("last"));

        await using var provider = _services.BuildServiceProvider();

        Assert.Equal(["first", "eu", "last"], provider.GetRequiredService<OmniChannelSetup>().Adapters.Select(adapter => adapter.Account));
    }

    [Fact]
    public async Task RemoveAdapters_ForgetsWhatWasAddedAndItsProblems()
    {
        _builder.AddAdapter<KeptMail>().AddAccount(Fax("default")).RemoveAdapters().AddAdapter(_ => new KeptMail("only"));

        await using var provider = _services.BuildServiceProvider();
        var setup = provider.GetRequiredService<OmniChannelSetup>();

        Assert.Equal(["only"], setup.Adapters.Select(adapter => adapter.Account));
        Assert.Empty(OmniChannelServicesTests.Problems(setup));
    }

    [Fact]
    public async Task Dispose_DisposesOfWhatTheContainerMadeAndOfNothingElse()
    {
        var (made, store) = (new KeptMail(), new MemoryStore());
        _builder.AddAdapter(_ => made).UseStore(_ => store);
        var given = new MemoryStore();
        _services.AddOmniChannel("given", Parts.Configuration().GetSection("B"));
        _services.AddKeyedSingleton<IOmniStore>("given", given);
        var provider = _services.BuildServiceProvider();
        provider.GetRequiredService<IChannelOrchestrator>();
        provider.GetRequiredKeyedService<IChannelOrchestrator>("given");

        await provider.DisposeAsync();

        Assert.Equal(1, made.Disposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.InitializeAsync(CancellationToken.None));
        await given.InitializeAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ConfigureSetup_HasTheLastWord()
    {
        _builder.ConfigureSetup((_, setup) => setup.Options.MaxAttempts = setup.Adapters.Count).AddAdapter<KeptMail>();

        await using var provider = _services.BuildServiceProvider();

        Assert.Equal(1, provider.GetRequiredService<OmniChannelSetup>().Options.MaxAttempts);
    }

    internal static ChannelAccount<FaxOptions> Fax(string account, Action<FaxOptions>? configure = null) => new()
    {
        Channel = new Channel("fax"),
        Provider = "Fax",
        Account = account,
        Bind = (section, options) =>
        {
            options.Number = section["Number"] ?? options.Number;
            options.Secret = section["Secret"];
            options.Speed = section["Speed"] is { } speed
                ? int.TryParse(speed, out var number) ? number : throw new InvalidOperationException($"'{section.Path}:Speed' is no number.")
                : options.Speed;
        },
        Configure = configure,
        Check = options => options.Number.Length == 0 ? ["Number is missing.", "Set it."] : [],
        Create = (_, options, _) => [new KeptMail($"{account} at {options.Number}, {options.Speed}")],
    };

    private sealed class Never : IMessageRelevance
    {
        public ValueTask<string?> WhyNotAsync(Message message, CustomerId customer, CancellationToken cancellationToken) => ValueTask.FromResult<string?>("never");
    }

    private sealed class OneAgent : IAgentAvailability
    {
        public ValueTask<int> FreeAgentsAsync(Channel channel, CancellationToken cancellationToken) => ValueTask.FromResult(1);
    }

    private sealed record Label(string Text);

    private sealed class Labelled(Label label) : KeptMail(label.Text);
}
