// Package cases tries inputs that people reported to neighbouring tools as read
// wrongly, each as a user would meet it, and says of each what is right.
package cases
