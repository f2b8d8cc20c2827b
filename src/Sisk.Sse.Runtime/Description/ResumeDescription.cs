namespace Sisk.Sse.Description;

/// <summary>Marks the endpoint that resumes an answer of a resumable stream.</summary>
internal sealed class ResumeDescription;
