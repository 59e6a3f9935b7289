using OmniChannel.Delivery;

namespace OmniChannel;

/// <summary>One instance at work: the orchestrator, and what a host needs to start it, to dispatch, and to look after it. Safe for many threads.</summary>
/// <remarks>A container builds it by <c>AddOmniChannel</c>; without one: <c>Create</c>, <see cref="StartAsync"/>, use, dispose.</remarks>
public sealed partial class OmniChannelRuntime : IChannelOrchestrator, IAsyncDisposable
{
    private readonly OmniChannelSetup setup;
    private readonly IReadOnlyList<Campaign> registered;
    private readonly Instance instance;
    private readonly CampaignCatalog campaigns;
    private readonly Judge judge;
    private readonly Sender sender;
    private readonly Recorder recorder;
    private readonly ReceiptRecorder receipts;
    private readonly Unsubscriber unsubscriber;
    private readonly Timeline timeline;
    private readonly DeliveryReports reports;
    private readonly HealthCheck health;
    private readonly ScheduleLoop loop;
    private readonly Retention retention;
    private readonly PolicyWatch watch;
    private readonly Func<Policy, IEnumerable<PolicyDiagnostic>> check;
    private volatile bool isStarted;

    private OmniChannelRuntime(OmniChannelSetup setup)
    {
        this.setup = setup;
        registered = [.. setup.Campaigns];
        instance = new Instance(setup);
        check = policy => PolicyChecks.Verify(policy, instance, registered).Findings.Select(finding => finding.ToDiagnostic());
        instance.Policies.Require(check);
        campaigns = new CampaignCatalog(instance, registered);
        Campaigns = new Campaigns(instance);
        watch = new PolicyWatch(instance.Policies, new CampaignWatch(instance, campaigns, registered), instance.Time, instance.Log);
        judge = new Judge(instance);
        var proof = new RenderProof(instance);
        sender = new Sender(instance, campaigns, judge, proof);
        var decider = new IdentityDecider(instance);
        recorder = new Recorder(instance, decider);
        receipts = new ReceiptRecorder(instance);
        unsubscriber = new Unsubscriber(instance, recorder);
        timeline = new Timeline(instance);
        Identities = new Identities(instance, decider.Reader, timeline, () =>
        {
            Started();
            return decider;
        });
        Personas = new Personas(instance, () => Started());
        Surveys = new Surveys(instance, recorder, () => Started());
        Touchpoints = new Touchpoints(instance, new BatchRecorder(instance, recorder), () => Started());
        Digests = new Digests(instance, () => Started());
        Suppressions = new SuppressionList(instance, () => Started());
        PersonalData = new PersonalData(instance, () => Started());
        var pages = new PersonPages(instance);
        Segments = new Segments(instance, pages, () => Started());
        Audiences = new Audiences(instance, pages, sender, () => Started());
        reports = new DeliveryReports(instance);
        health = new HealthCheck(instance, new AccountPauses(instance));
        var dispatcher = new Dispatcher(instance, judge, new Attempts(instance, campaigns, new AttemptStart(instance, judge, new Freezer(instance, proof)), new AttemptEnd(instance)), new Reconciler(instance), new PoisonRows(instance));
        // Beside those that are called, as many are read ahead and as many recorded.
        var pace = new ScheduleSettings { AtWork = 4 * instance.Options.Concurrency, Batch = 2 * instance.Options.Concurrency, Lease = instance.Options.Lease, PollInterval = instance.Options.PollInterval, Look = new Storage.ClaimLook(OutboxContent.ScheduleKind, CustomerUnit.StateKey), CountsByStore = instance.CountsByStore };
        loop = new ScheduleLoop(instance.Store, instance.Tenant, instance.Time, pace, instance.Hint, instance.StoreTrouble, instance.Log);
        loop.Handle(OutboxContent.ScheduleKind, dispatcher.HandleAsync);
        loop.Handle(StepUpSchedule.Kind, new StepUps(instance, campaigns, judge).HandleAsync);
        Outbox = new Outbox(instance, campaigns, () => Started());
        Inventory = new Inventory(instance, () => Started());
        Sessions = new Sessions(instance, () => Started());
        HandOffs = new HandOffs(instance, () => Started());
        PrintedCodes = new PrintedCodes(instance, () => Started());
        Carts = new Carts(instance, () => Started());
        Coupons = new Coupons(instance, () => Started());
        loop.Handle(CartAging.Kind, Carts.Aging.HandleAsync);
        loop.Handle(CartAging.ClaimKind, Carts.Aging.HandleClaimAsync);
        loop.Handle(StockUnit.ScheduleKind, Inventory.HandleAsync);
        Funnels = new Funnels(instance, () => Started());
        loop.Handle(StageNotes.ScheduleKind, claim => StageNotes.HandleAsync(instance, claim));
        Conversations = new Conversations(instance, campaigns, Carts, timeline, () => Started());
        loop.Handle(ConversationRows.ScheduleKind, Conversations.HandleAsync);
        var known = new InboundFacts(instance, receipts, recorder, new ConversationInbox(instance), new SuppressionCommands(instance), (identifier, token) => Identities.FindAsync(identifier, token));
        Inbound = new Inbound(instance, known, () => Started());
        loop.Handle(BudgetBook.ScheduleKind, claim => BudgetBook.EndAsync(instance, claim));
        loop.Handle(SegmentBook.ScheduleKind, claim => SegmentBook.HandleAsync(instance, claim));
        loop.Handle(SessionRows.ScheduleKind, Sessions.HandleAsync);
        loop.Handle(HandOffs.ScheduleKind, HandOffs.HandleAsync);
        Feeds = new Feeds(instance, () => Started());
        Pages = new Pages(instance, receipts, () => Started());
        loop.Handle(FeedRows.ScheduleKind, new FeedWork(instance).HandleAsync);
        retention = new Retention(instance);
        loop.Handle(Retention.ScheduleKind, retention.HandleAsync);
    }

    /// <summary>Builds an instance. Nothing is opened or checked before <see cref="StartAsync"/>. The setup is not to be changed afterwards.</summary>
    public static OmniChannelRuntime Create(OmniChannelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new OmniChannelRuntime(setup);
    }

    /// <summary>Checks everything that can be checked before the first message, and makes the store ready. Called once, before anything else; calling it again does nothing.</summary>
    /// <exception cref="OmniChannelStartException">The instance cannot work as it is configured; holds every problem.</exception>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be used.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        if (isStarted)
        {
            return;
        }

        await watch.LookAsync(cancellationToken).ConfigureAwait(false);
        var report = instance.Policies.CurrentOrNone is { } first ? PolicyChecks.Verify(first, instance, registered) : null;
        CampaignFinding[] content = [.. registered.SelectMany(campaign => CampaignChecks.Findings(campaign, instance))];
        var problems = StartChecks.Problems(setup, registered, content, instance, report).ToList();
        problems.AddRange(instance.Policies.ProblemsAtStart);
        if (problems.Count > 0)
        {
            throw new OmniChannelStartException(problems);
        }

        await instance.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await retention.StartAsync(cancellationToken).ConfigureAwait(false);
        isStarted = true;
        Logs.Started(instance.Log, instance.Tenant, instance.Policies.Current.Name, instance.Policies.Current.Hash, instance.Accounts.All.Count, registered.Count);
        if (instance.Options.TimeZone is null)
        {
            Logs.NoHostZone(instance.Log);
        }

        if (instance.OwnsStore)
        {
            Logs.NothingDurable(instance.Log);
        }

        foreach (var idle in setup.IdleSettings)
        {
            Logs.IdleSetting(instance.Log, idle);
        }

        foreach (var warning in instance.Funnels.Findings)
        {
            Logs.FunnelFinding(instance.Log, warning.ToString());
        }

        CampaignChecks.Warn(instance, content);
        if (report is not null && !instance.Policies.IsFile)
        {
            PolicyChecks.Warn(instance.Log, instance.Policies, report.Findings.Select(finding => finding.ToDiagnostic()));
        }
    }

    /// <summary>Dispatches what is due now, and what becomes due by that, and returns when nothing is left. For tests, tools and <see cref="DispatchMode.None"/>.</summary>
    /// <returns>How many rows of the schedule were handled.</returns>
    public ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken = default) => Started().loop.DrainAsync(cancellationToken);

    /// <summary>Dispatches whatever becomes due, until it is told to stop. Then it claims nothing more, finishes what it has begun, cutting calls that go on for longer than <see cref="OmniChannelOptions.StopTimeout"/>, and returns without an exception.</summary>
    /// <param name="stopping">Asks it to stop.</param>
    public async Task RunDispatcherAsync(CancellationToken stopping)
    {
        Started().instance.Dispatches = true;
        using var cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, instance.Time);
        using var stopped = stopping.UnsafeRegister(_ => cut.CancelAfter(instance.Options.StopTimeout), null);
        instance.Calls.Cut = cut.Token;
        await Task.WhenAll(loop.RunAsync(stopping), new RunOutNames(instance).RunAsync(stopping)).ConfigureAwait(false);
        instance.Calls.Cut = default;
    }

    /// <summary>Watches the policy until it is told to stop; then it returns without an exception. A policy file is read again and again; whenever another policy has come into force, the campaigns saved at run time are verified against it, and the log says what is wrong. A host runs it beside the dispatcher, on nodes that only decide too.</summary>
    /// <param name="stopping">Asks it to stop.</param>
    public Task WatchPolicyAsync(CancellationToken stopping) => Started().watch.RunAsync(stopping);

    /// <summary>How the instance is: the store, the provider accounts, the backlog. Does not throw for a store that cannot be used; says so.</summary>
    public ValueTask<OmniChannelHealth> CheckHealthAsync(CancellationToken cancellationToken = default) => health.LookAsync(cancellationToken);

    /// <summary>Begins a dry run of an instance like this one: the whole pipeline with nothing sent. This instance and its store stay as they are, and need not have been started.</summary>
    /// <exception cref="OmniChannelStartException">An instance like this one cannot work.</exception>
    public ValueTask<DryRun> BeginDryRunAsync(DryRunSettings settings, CancellationToken cancellationToken = default) => DryRun.BeginAsync(setup, instance.Store, settings, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<Decision> DecideAsync(Message message, CustomerId customer, CancellationToken cancellationToken = default)
    {
        Started();
        var request = SendRequest.Of(message, customer, null, instance.Now);
        var campaign = await campaigns.GetAsync(message.Campaign, cancellationToken).ConfigureAwait(false);
        var state = await CustomerUnit.ReadPersonAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        var around = await judge.LookAroundAsync(message, campaign, state, customer, cancellationToken).ConfigureAwait(false);
        var left = await BudgetBook.ReadLeftAsync(instance, campaign, cancellationToken).ConfigureAwait(false);
        return judge.Decide(new Question { Message = message, Campaign = campaign, Now = instance.Now, ExpiresAt = request.ExpiresAt }, state, around, left);
    }

    /// <inheritdoc/>
    public async ValueTask<LoadedCustomer> LoadAsync(CampaignId campaign, CustomerId customer, CancellationToken cancellationToken = default)
    {
        var known = await Started().campaigns.GetAsync(campaign, cancellationToken).ConfigureAwait(false);
        return customer == default
            ? throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", nameof(customer))
            : await judge.LoadAsync(known, customer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<SendResult> SendAsync(Message message, CustomerId customer, SendOptions? options = null, CancellationToken cancellationToken = default) => Started().instance.Admission.DoAsync(
        options?.Transaction is not null,
        () => sender.SendAsync(message, customer, options, cancellationToken),
        static () => new SendResult.Refused { Kind = RefusedKind.Overloaded, Reason = Reason.Of("refused.overloaded") });

    /// <inheritdoc/>
    public ValueTask<RecordResult> RecordAsync(Touchpoint touchpoint, RecordOptions? options = null, CancellationToken cancellationToken = default) =>
        RecordAsync(options, () => recorder.RecordAsync(touchpoint, options, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<RecordResult> RecordAsync(Receipt receipt, RecordOptions? options = null, CancellationToken cancellationToken = default) =>
        RecordAsync(options, () => receipts.RecordAsync(receipt, options, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<RecordResult> RecordAsync(CustomerId customer, ConsentRecord consent, RecordOptions? options = null, CancellationToken cancellationToken = default) =>
        RecordAsync(options, () => recorder.RecordAsync(customer, consent, options, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<RecordResult> SaveAsync(CustomerProfile profile, CancellationToken cancellationToken = default) => Started().recorder.SaveAsync(profile, cancellationToken);

    /// <inheritdoc/>
    public ValueTask SaveAsync(Campaign campaign, CancellationToken cancellationToken = default) => Started().campaigns.SaveAsync(campaign, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<CustomerProfile?> FindCustomerAsync(CustomerId customer, CancellationToken cancellationToken = default) =>
        await CustomerUnit.ReadAsync(Started().instance, customer, cancellationToken).ConfigureAwait(false) is { IsKnown: true } state ? state.Profile : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<TimelineEntry> ReadTimelineAsync(CustomerId customer, CancellationToken cancellationToken = default) => Started().timeline.ReadAsync(customer, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DeliveryReport?> FindDeliveryAsync(DeliveryId delivery, CancellationToken cancellationToken = default) => Started().reports.FindAsync(delivery, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UnsubscribeResult> UnsubscribeAsync(string token, Stream form, CancellationToken cancellationToken = default) => Started().unsubscriber.RedeemAsync(token, form, cancellationToken);

    /// <summary>Ends the instance. Disposes of the store if the setup named none; a store that was given stays its giver's.</summary>
    public async ValueTask DisposeAsync()
    {
        instance.Policies.NoLongerCheckedBy(check);
        await instance.NodeHints.AllGivenAsync().ConfigureAwait(false);
        if (instance.OwnsStore)
        {
            await instance.Store.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<RecordResult> RecordAsync(RecordOptions? options, Func<ValueTask<RecordResult>> record) =>
        Started().instance.Admission.DoAsync(options?.Transaction is not null, record, static () => RecordResult.Overloaded);

    private OmniChannelRuntime Started() => isStarted
        ? this
        : throw new InvalidOperationException("The instance was not started; call StartAsync first, or let the host start it.");
}
