namespace OmniChannel.Storage;

/// <summary>Where a unit of work stands.</summary>
internal enum UnitState
{
    Open,
    Spoiled,
    Committed,
    Disposed,
}

/// <summary>What a unit answers to a call that its state forbids.</summary>
internal static class UnitStateRules
{
    public static void Require(this UnitState state)
    {
        switch (state)
        {
            case UnitState.Open:
                return;
            case UnitState.Spoiled:
                throw new InvalidOperationException("This unit met a conflict, so only part of what was meant is in it. Dispose of it and begin a new one.");
            case UnitState.Committed:
                throw new InvalidOperationException("This unit is committed. Begin a new one.");
            default:
                throw new ObjectDisposedException("IUnitOfWork", "This unit is disposed of. Begin a new one.");
        }
    }

    public static InvalidOperationException NotNamed(PartitionKey partition) =>
        new($"This unit did not name the partition of the {partition.Kind} it is asked for. Name every partition in BeginAsync.");
}
