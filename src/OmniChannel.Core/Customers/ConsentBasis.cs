namespace OmniChannel;

/// <summary>On what a consent rests.</summary>
public enum ConsentBasis
{
    /// <summary>The customer said yes.</summary>
    OptIn,

    /// <summary>A contract with the customer needs it. No basis for marketing.</summary>
    Contract,
}
