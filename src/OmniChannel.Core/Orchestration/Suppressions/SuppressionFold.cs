namespace OmniChannel;

/// <summary>Moves what is known against an address on. Pure; whatever the order in which causes come, late or twice, the same holds: what happened up to a lift is lifted, what happened after it shuts the address again.</summary>
internal static class SuppressionFold
{
    public static SuppressionRow Add(SuppressionRow? row, Channel channel, string? address, SuppressionHold cause)
    {
        row ??= new SuppressionRow { Channel = channel, Holds = [] };
        var before = row.Holds.FirstOrDefault(hold => hold.Customer == cause.Customer && hold.Scope == cause.Scope);
        return row with
        {
            Address = row.IsErased == true ? null : row.Address ?? address,
            Holds = [.. row.Holds.Where(hold => hold != before).Append(Join(before, cause)).OrderBy(hold => hold.Customer?.Value, StringComparer.Ordinal).ThenBy(hold => hold.Scope, StringComparer.Ordinal)],
        };
    }

    /// <returns>Null when nothing holds for that customer, or for all, or for that sender.</returns>
    public static SuppressionRow? Lift(SuppressionRow? row, CustomerId? customer, string? scope, DateTimeOffset now) =>
        row?.Holds.FirstOrDefault(hold => hold.Customer == customer && hold.Scope == scope && hold.Holds) is { } held
            ? row with { Holds = [.. row.Holds.Select(hold => hold == held ? hold with { LiftedAt = now > hold.Last ? now : hold.Last } : hold)] }
            : null;

    /// <summary>Forgets a customer who is erased, and the address: what shut it for the customer then shuts it for whoever brings the address back.</summary>
    public static SuppressionRow Forget(SuppressionRow row, CustomerId customer)
    {
        var of = row.Holds.FirstOrDefault(hold => hold.Customer == customer);
        var rest = row with { Address = null, IsErased = true, Holds = [.. row.Holds.Where(hold => hold != of)] };
        return of is { Holds: true } ? Add(rest, row.Channel, null, of with { Customer = null }) : rest;
    }

    private static SuppressionHold Join(SuppressionHold? before, SuppressionHold cause)
    {
        if (before is null)
        {
            return cause;
        }

        var last = before.Last > cause.Last ? before.Last : cause.Last;
        var counts = before.LiftedAt is not { } lifted || cause.At > lifted;
        return counts && (!before.Holds || Outranks(cause, before))
            ? cause with { Last = last, LiftedAt = before.LiftedAt }
            : before with { Last = last };
    }

    /// <summary>What the person said outranks nothing: a START takes it back, and not what a bounce or a complaint shut, whichever came first. Of others the first.</summary>
    private static bool Outranks(SuppressionHold one, SuppressionHold other) => (one.Cause == SuppressionCause.Stop).CompareTo(other.Cause == SuppressionCause.Stop) switch
    {
        0 => one.At < other.At || (one.At == other.At && string.CompareOrdinal(one.Cause.Name, other.Cause.Name) < 0),
        var order => order < 0,
    };
}
