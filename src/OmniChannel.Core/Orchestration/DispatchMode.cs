namespace OmniChannel;

/// <summary>Whether a node dispatches.</summary>
public enum DispatchMode
{
    /// <summary>A hosted service dispatches what is due.</summary>
    Background,

    /// <summary>This node only decides and records; another one dispatches, or the host calls the runtime itself.</summary>
    None,
}
