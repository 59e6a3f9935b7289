namespace OmniChannel;

/// <summary>What people and hosts command, beside what events decide. Pure.</summary>
internal sealed class IdentityCommands(IdentifierReader reader)
{
    private readonly IdentityResolver resolver = new(reader);

    /// <summary>A visitor signs in: an anonymous one becomes the person, somebody else does not.</summary>
    public (CustomerId Customer, SignInOutcome Outcome) SignIn(IdentityLog log, CustomerId visitor, IReadOnlyList<KnownIdentifier> identifiers, CustomerId fresh)
    {
        var isAnonymous = log.Graph.PersonOf(visitor).IsAnonymous(reader);
        var strong = identifiers.Where(identifier => reader.IsStrong(identifier.Type)).ToList();
        if (isAnonymous && !strong.Exists(identifier => log.Graph.OwnerOf(identifier) is not null))
        {
            return (resolver.Resolve(log, identifiers, visitor, fresh), SignInOutcome.Registered);
        }

        var known = resolver.Resolve(log, strong, null, fresh);
        var (person, came) = (log.Graph.PersonOf(known), log.Graph.PersonOf(visitor));
        if (person.Survivor == came.Survivor)
        {
            return (known, SignInOutcome.Same);
        }

        var linked = isAnonymous && !came.IsApartFrom(person) && !person.IsApartFrom(came) && resolver.Link(log, came, person, IdentityReasons.SignedIn, strong[0].Type);
        return (known, linked ? SignInOutcome.Linked : SignInOutcome.Switched);
    }

    /// <summary>Whoever used a device signs out of it: the marks of the device find somebody new from now on.</summary>
    public static void SignOut(IdentityLog log, IReadOnlyList<KnownIdentifier> device, CustomerId fresh)
    {
        log.Add(IdentityDecisionKind.Created, fresh, IdentityReasons.SignedOut);
        foreach (var identifier in device.Distinct())
        {
            Give(log, identifier, fresh, IdentityReasons.SignedOut);
        }
    }

    /// <summary>Gives an identifier to a customer, whoever had it. The two are not linked by it.</summary>
    public static void Give(IdentityLog log, KnownIdentifier identifier, CustomerId to, string reason)
    {
        var holder = log.Graph.OwnerOf(identifier);
        if (holder != to)
        {
            log.Add(holder is null ? IdentityDecisionKind.Attached : IdentityDecisionKind.Moved, to, reason, identifier, holder);
        }
    }

    /// <summary>Links one person into another's, because somebody says so.</summary>
    public LinkOutcome Link(IdentityLog log, CustomerId customer, CustomerId into, string reason)
    {
        var (from, survivor) = (log.Graph.PersonOf(customer), log.Graph.PersonOf(into));
        return from.Survivor == survivor.Survivor ? LinkOutcome.SamePerson
            : resolver.Link(log, from, survivor, reason) ? LinkOutcome.Linked
            : LinkOutcome.TooManyLinks;
    }

    /// <summary>Takes a customer, with those that were linked to it before, out of its person.</summary>
    public static UnlinkOutcome Unlink(IdentityLog log, CustomerId customer, string reason)
    {
        if (log.Graph.RecordOf(customer).Link is not { } link)
        {
            return UnlinkOutcome.NotLinked;
        }

        log.Add(IdentityDecisionKind.Unlinked, customer, reason, link.Into);
        return UnlinkOutcome.Unlinked;
    }
}
