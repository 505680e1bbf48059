namespace Tidings.Runtime.Security;

/// <summary>A node's certificate or key cannot be read, written or used. The message names the file and says what to do.</summary>
public sealed class IdentityException : Exception
{
    /// <summary>For serializers and the like; say what is wrong instead.</summary>
    public IdentityException()
    {
    }

    /// <summary>An error with words for the operator.</summary>
    /// <param name="message">What is wrong, with the file.</param>
    public IdentityException(string message)
        : base(message)
    {
    }

    /// <summary>An error with words for the operator and its cause.</summary>
    /// <param name="message">What is wrong, with the file.</param>
    /// <param name="innerException">What was thrown below.</param>
    public IdentityException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
