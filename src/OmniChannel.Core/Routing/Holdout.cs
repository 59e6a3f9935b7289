namespace OmniChannel;

/// <summary>The customers whom a policy deliberately sends no marketing, to measure what it adds: always the same ones, on every machine.</summary>
internal static class Holdout
{
    public static bool Holds(CustomerId customer, Purpose purpose, Policy policy) =>
        policy.HoldoutPerMille > 0 && purpose == Purpose.Marketing && StableHash.Of(customer.Value, "holdout") % 1000 < (ulong)policy.HoldoutPerMille;
}
