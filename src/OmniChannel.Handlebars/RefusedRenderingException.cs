namespace OmniChannel;

/// <summary>Ends a rendering from inside; never leaves the engine.</summary>
internal sealed class RefusedRenderingException(RenderProblemCode code, string problem) : Exception(problem)
{
    public RenderProblemCode Code => code;
}
