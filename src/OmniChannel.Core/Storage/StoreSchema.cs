namespace OmniChannel.Storage;

/// <summary>What a SQL store does about its schema when it is initialised.</summary>
public enum StoreSchema
{
    /// <summary>Creates it or upgrades it. The default.</summary>
    Migrate,

    /// <summary>Only looks whether it is the one this version needs, and says what to run when it is not: for hosts whose schema is changed by a person.</summary>
    Verify,
}
