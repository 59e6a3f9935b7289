using OmniChannel.Storage;

namespace OmniChannel;

/// <summary>Who is who: finds customers by what they are known by, makes several of them one person, and takes them apart again. Safe for many threads.</summary>
/// <remarks>
/// Nothing of a linked customer is moved or added up: each keeps its own, and what is read of the person is merged on reading. So taking a link back gives each its own again,
/// exactly. Everything that is decided is in the timelines of those whom it concerns.
/// </remarks>
public sealed class Identities
{
    private const int MaxText = 200;

    private readonly Instance instance;
    private readonly IdentifierReader reader;
    private readonly IdentityCommands commands;
    private readonly Timeline timeline;
    private readonly Func<IdentityDecider> decider;

    /// <param name="instance">The instance.</param>
    /// <param name="reader">Its rules.</param>
    /// <param name="timeline">Its timelines.</param>
    /// <param name="decider">What decides; throws while the instance is not started.</param>
    internal Identities(Instance instance, IdentifierReader reader, Timeline timeline, Func<IdentityDecider> decider)
    {
        this.instance = instance;
        this.reader = reader;
        this.timeline = timeline;
        this.decider = decider;
        commands = new IdentityCommands(reader);
    }

    /// <summary>The customer whom an identifier finds; null for nobody, and for a value that says nothing. One look-up.</summary>
    public async ValueTask<CustomerId?> FindAsync(Identifier identifier, CancellationToken cancellationToken = default)
    {
        RecordChecks.Check([identifier]);
        return reader.Read(identifier) is { } known ? await decider().FindAsync(known, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <summary>The customer whom identifiers that were seen together find; makes one when they find nobody, and links those who are one person by a strong identifier. A touchpoint that carries identifiers does the same.</summary>
    /// <param name="identifiers">At most 20; the weakest are left out when a limit would be passed.</param>
    /// <param name="options">The host's own transaction; null for none.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public ValueTask<IdentityResolution> ResolveAsync(IReadOnlyList<Identifier> identifiers, RecordOptions? options = null, CancellationToken cancellationToken = default) =>
        decider().ResolveAsync(identifiers, null, options, cancellationToken);

    /// <summary>A visitor signs in. An anonymous visitor becomes the one who signs in, with everything it has, its cart included, in one transaction; a visitor who is known as somebody else does not, and both stay as they are.</summary>
    /// <param name="visitor">As whom the session went until now.</param>
    /// <param name="identifiers">What was proved by signing in, with at least one strong identifier; those of the device may be beside it.</param>
    /// <param name="options">What becomes of the carts, and the host's own transaction; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <exception cref="ArgumentException">None of the identifiers is strong and says something.</exception>
    public async ValueTask<SignIn> SignInAsync(CustomerId visitor, IReadOnlyList<Identifier> identifiers, SignInOptions? options = null, CancellationToken cancellationToken = default)
    {
        Named(visitor, nameof(visitor));
        RecordChecks.Check(identifiers);
        var (known, _) = decider().Read(identifiers);
        if (!known.Exists(identifier => reader.IsStrong(identifier.Type)))
        {
            throw new ArgumentException("Nobody signs in by these identifiers: none is of a strong type with a value that says something. Pass what was proved, such as Identifier.AuthenticatedId(…).", nameof(identifiers));
        }

        var fresh = NewCustomer();
        var question = new IdentityQuestion { Identifiers = known, Customers = [visitor], Fresh = fresh, CartPolicy = options?.CartPolicy ?? CartMergePolicy.Higher, Transaction = options?.Transaction };
        var answer = await decider().RunAsync(question, log => commands.SignIn(log, visitor, known, fresh), cancellationToken).ConfigureAwait(false);
        return new SignIn { Customer = answer.Result.Customer, Outcome = answer.Result.Outcome, CartRefused = answer.CartRefused, Decisions = answer.Decisions };
    }

    /// <summary>Whoever used a device signs out of it: the device's identifiers find a new, anonymous customer from now on, with a cart of its own.</summary>
    /// <param name="device">The weak identifiers of the device; none when the host gives it new ones.</param>
    /// <param name="options">The host's own transaction; null for none.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The new customer as whom the device goes on.</returns>
    /// <exception cref="ArgumentException">An identifier is strong: it is the person's, not the device's.</exception>
    public async ValueTask<CustomerId> SignOutAsync(IReadOnlyList<Identifier> device, RecordOptions? options = null, CancellationToken cancellationToken = default)
    {
        RecordChecks.Check(device);
        if (device.FirstOrDefault(identifier => reader.IsStrong(identifier.Type)) is { } strong)
        {
            throw new ArgumentException($"'{strong.Type}' is the person's and not the device's; pass the identifiers of the device only, such as Identifier.Browser(…).", nameof(device));
        }

        var (known, _) = decider().Read(device);
        var fresh = NewCustomer();
        var question = new IdentityQuestion { Identifiers = known, Fresh = fresh, Transaction = options?.Transaction };
        await decider().RunAsync(question, log => { IdentityCommands.SignOut(log, known, fresh); return fresh; }, cancellationToken).ConfigureAwait(false);
        return fresh;
    }

    /// <summary>Makes two customers one person, because somebody says so: also two who are signed in under accounts of their own.</summary>
    /// <param name="customer">Who is linked, with those that are linked to it already.</param>
    /// <param name="survivor">Who survives; where it is linked itself, the one who survives there.</param>
    /// <param name="command">Who says so, and why.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async ValueTask<LinkResult> LinkAsync(CustomerId customer, CustomerId survivor, IdentityCommand command, CancellationToken cancellationToken = default)
    {
        Named(customer, nameof(customer));
        Named(survivor, nameof(survivor));
        var question = Ordered(command, customer, survivor);
        var answer = await decider().RunAsync(question, log => commands.Link(log, customer, survivor, command.Reason), cancellationToken).ConfigureAwait(false);
        return new LinkResult { Outcome = answer.Result, CartRefused = answer.CartRefused };
    }

    /// <summary>Takes a link back: the customer, with those that were linked to it before, is a person of its own again, and everybody has what was theirs. The two are not linked again but by <see cref="LinkAsync"/>.</summary>
    /// <param name="customer">The one who was linked: <see cref="PersonLink.Customer"/>.</param>
    /// <param name="command">Who says so, and why.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    public async ValueTask<UnlinkResult> UnlinkAsync(CustomerId customer, IdentityCommand command, CancellationToken cancellationToken = default)
    {
        Named(customer, nameof(customer));
        var question = Ordered(command, customer);
        var answer = await decider().RunAsync(question, log => IdentityCommands.Unlink(log, customer, command.Reason), cancellationToken).ConfigureAwait(false);
        return new UnlinkResult { Outcome = answer.Result, CartRefused = answer.CartRefused };
    }

    /// <summary>Gives an identifier to a customer and takes it from whoever had it; nobody is linked by it. For an identifier that somebody else squatted, or a device that was sold.</summary>
    /// <returns>False when the customer had it already.</returns>
    /// <exception cref="ArgumentException">The value says nothing, and finds nobody.</exception>
    public async ValueTask<bool> AssignAsync(Identifier identifier, CustomerId customer, IdentityCommand command, CancellationToken cancellationToken = default)
    {
        Named(customer, nameof(customer));
        RecordChecks.Check([identifier]);
        var known = reader.Read(identifier) ?? throw new ArgumentException($"A value of '{identifier.Type}' that says nothing (empty, \"null\", zeros, too long) finds nobody.", nameof(identifier));
        var question = Ordered(command, customer) with { Identifiers = [known] };
        var answer = await decider().RunAsync(question, log => { IdentityCommands.Give(log, known, customer, command.Reason); return customer; }, cancellationToken).ConfigureAwait(false);
        return answer.Decisions.Count > 0;
    }

    /// <summary>Who a customer is: those it is linked to, by what, and what the person says of itself. Somebody who was never seen is a person without links.</summary>
    public async ValueTask<Person> ReadAsync(CustomerId customer, CancellationToken cancellationToken = default)
    {
        Named(customer, nameof(customer));
        decider();
        return await PersonReader.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What happened between the person and the brand, in the order in which it was recorded: the timelines of everybody who is the same person now.</summary>
    public async IAsyncEnumerable<TimelineEntry> ReadTimelineAsync(CustomerId customer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Named(customer, nameof(customer));
        decider();
        var state = await CustomerUnit.ReadAsync(instance, customer, cancellationToken).ConfigureAwait(false);
        await foreach (var entry in PersonTimeline.ReadAsync(timeline, state.Person?.Members ?? [customer], cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private static IdentityQuestion Ordered(IdentityCommand command, params IReadOnlyList<CustomerId> customers)
    {
        ArgumentNullException.ThrowIfNull(command);
        Said(command.By, "command.By");
        Said(command.Reason, "command.Reason");
        return new IdentityQuestion { Customers = customers, By = command.By, CartPolicy = command.CartPolicy, Transaction = command.Transaction };
    }

    private static void Said(string? text, string name)
    {
        if (text is not { Length: > 0 and <= MaxText })
        {
            throw new ArgumentException($"Found {text?.Length ?? 0} characters; a command says in 1 to {MaxText} who gives it and why.", name);
        }
    }

    private static void Named(CustomerId customer, string name)
    {
        if (customer == default)
        {
            throw new ArgumentException("The customer names nothing; pass new CustomerId(\"…\").", name);
        }
    }

    private CustomerId NewCustomer() => new(instance.Chance.Name(instance.Now));
}
